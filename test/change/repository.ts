import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { outputOf } from "../process/run-sync.ts";

/** A file's content, or null to delete it. */
export type FileChange = string | Uint8Array | null | { readonly mode: string; readonly content: string | Uint8Array };

/** One commit to write. */
export interface Commit {
  readonly message: string;
  readonly files: Readonly<Record<string, FileChange>>;
  /** Parents beyond the first, as ids or refs. */
  readonly merge?: readonly string[];
  /** `Name <address>` of the author. */
  readonly author?: string;
  /** `Name <address>` of the committer. */
  readonly committer?: string;
}

const someone = "Jördis Ä <jo@example.com>";
const time = "1767323045 +0000";

/** Runs git in a folder and returns what it printed. */
export function git(folder: string, ...words: string[]): string {
  return outputOf({ words: ["git", ...words], cwd: folder })
    .toString()
    .trim();
}

/** What a ref points at, read from its file: fast-import neither packs refs nor continues one by itself. */
function tipOf(gitDir: string, ref: string): string | undefined {
  const file = join(gitDir, ref);
  return existsSync(file) ? readFileSync(file, "latin1").trim() : undefined;
}

/**
 * Writes commits to `ref`, each on top of the one before, in one go; returns their ids.
 * `from` is the first one's parent: a ref or an id; without it the ref's own tip, or none.
 */
export function fastImport(folder: string, ref: string, commits: readonly Commit[], from?: string): string[] {
  const parts: (string | Uint8Array)[] = [];
  const data = (content: string | Uint8Array) => {
    const bytes = Buffer.from(content);
    parts.push(`data ${bytes.length}\n`, bytes, "\n");
  };
  const start = from ?? tipOf(folder, ref);
  for (const [index, commit] of commits.entries()) {
    parts.push(
      `commit ${ref}\nmark :${index + 1}\nauthor ${commit.author ?? someone} ${time}\ncommitter ${commit.committer ?? someone} ${time}\n`,
    );
    data(commit.message);
    if (index === 0 && start !== undefined) parts.push(`from ${start}\n`);
    for (const parent of commit.merge ?? []) parts.push(`merge ${parent}\n`);
    for (const [path, change] of Object.entries(commit.files)) {
      const name = /[\s"]/.test(path) ? JSON.stringify(path) : path;
      if (change === null) {
        parts.push(`D ${name}\n`);
      } else {
        const plain = typeof change === "string" || change instanceof Uint8Array;
        parts.push(`M ${plain ? "100644" : change.mode} inline ${name}\n`);
        data(plain ? change : change.content);
      }
    }
  }
  const marks = commits.map((_, index) => `get-mark :${index + 1}\n`).join("");
  const input = Buffer.concat(parts.concat(marks, "done\n").map((part) => Buffer.from(part)));
  const words = ["git", "fast-import", "--quiet", "--force", "--done"];
  return outputOf({ words, cwd: folder, input }).toString().trim().split("\n");
}
