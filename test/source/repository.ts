import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { headOf } from "../git-head.ts";
import { outputOf } from "../process/run-sync.ts";

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "keyhawk-source-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A real repository. */
export interface TestRepository {
  readonly path: string;
  git(...args: string[]): string;
  /** Writes files, by path. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Writes a tree from lines as `git ls-tree` prints them; returns its id. */
  mktree(lines: string): string;
  /** Writes files and commits everything; returns the commit's id. */
  commit(message: string, files?: Readonly<Record<string, string | Uint8Array>>): string;
}

export function createRepository(...options: string[]): TestRepository {
  const path = temporaryFolder();
  const repository = openRepository(path);
  if (options.length > 0) repository.git("init", "--quiet", "--initial-branch=main", ...options);
  else initialise(join(path, ".git"));
  return repository;
}

/** Writes what `git init` does: its process is not needed for that. */
function initialise(folder: string): void {
  for (const name of ["info", "objects/info", "objects/pack", "refs/heads", "refs/tags"]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, "HEAD"), "ref: refs/heads/main\n");
  writeFileSync(
    join(folder, "config"),
    "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n",
  );
}

let clock = 1_700_000_000;

/** A repository that is there already. */
export function openRepository(path: string): TestRepository {
  const git = (...args: string[]): string => {
    clock += 60;
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: "Ada",
      GIT_AUTHOR_EMAIL: "ada@example.com",
      GIT_COMMITTER_NAME: "Ada",
      GIT_COMMITTER_EMAIL: "ada@example.com",
      GIT_AUTHOR_DATE: `${clock} +0200`,
      GIT_COMMITTER_DATE: `${clock} +0200`,
    };
    return outputOf({ words: ["git", ...args], cwd: path, env })
      .toString()
      .trim();
  };
  const write = (files: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [name, content] of Object.entries(files)) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  };
  return {
    path,
    git,
    write,
    mktree: (input) =>
      outputOf({ words: ["git", "mktree"], cwd: path, input })
        .toString()
        .trim(),
    commit(message, files = {}) {
      write(files);
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", message);
      return headOf(path);
    },
  };
}

/** Packs everything that a repository holds, and spoils one object there. */
export function damagePacked({ path, git }: TestRepository, id: string): void {
  git("repack", "-a", "-d", "-f", "--quiet", "--depth=0");
  const folder = join(path, ".git/objects/pack");
  const pack = readdirSync(folder).find((name) => name.endsWith(".pack"));
  if (pack === undefined) throw new Error("There is no pack.");
  const file = join(folder, pack);
  const entry = new RegExp(`^${id} \\w+ +\\d+ (?<length>\\d+) (?<offset>\\d+)`, "m").exec(
    git("verify-pack", "-v", file),
  );
  const offset = Number(entry?.groups?.offset);
  const bytes = readFileSync(file);
  bytes.fill(0xff, offset + 6, offset + Number(entry?.groups?.length));
  chmodSync(file, 0o600);
  writeFileSync(file, bytes);
}

/** Takes a loose object away. */
export function removeLoose({ path }: TestRepository, id: string): void {
  rmSync(join(path, ".git/objects", id.slice(0, 2), id.slice(2)));
}

/** Writes a commit byte for byte; returns its id. */
export function writeCommit({ path }: TestRepository, text: string | Buffer): string {
  const words = ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"];
  return outputOf({ words, cwd: path, input: text }).toString().trim();
}
