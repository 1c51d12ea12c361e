import { spawnSync } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { borrowObjects } from "../test/github/git/bare.ts";
import type { GitHubStandIn, Repository } from "../test/github/github.ts";
import { makeKey } from "../test/keys.ts";
import { generator, sourceLines } from "./generated-text.ts";
import { commitCommand, importedRepository } from "./import-repository.ts";

/** Megabytes of a repository's pack, of about 550 MB of files: large open-source projects have this ratio. */
export const megabytes = 20;

const templates = 4;
const commits = 7_000;
const commitsInRow = 50;
const editsPerCommit = 75;
const fileBytes = 50_000;

/** Repositories of 20 MB, each with a key of its own in its newest commit but one. Resolves to the keys. */
export async function createFleet(github: GitHubStandIn, names: readonly string[]): Promise<readonly string[]> {
  const sources: string[] = [];
  for (let seed = 1; seed <= templates; seed++) {
    sources.push(await importedRepository(`keyhawk-bench-fleet-${seed}.git`, () => history(seed), "with a bitmap"));
  }
  const keys: string[] = [];
  for (const [index, name] of names.entries()) {
    const repository = await github.createRepository(name, { private: true, size: megabytes * 1_000 });
    const key = makeKey("openai-project-key", `fleet:${name}`);
    await fill(repository, sources[index % templates] ?? "", key);
    keys.push(key);
  }
  return keys;
}

/** Files of real text that grow and change by some lines with every commit. */
function* history(seed: number): Generator<string> {
  const random = generator(seed);
  const files = sourceLines(40, fileBytes);
  for (let commit = 1; commit <= commits; commit++) {
    // Runs of commits to one file: fast-import stores a blob as a delta of the one before.
    const file = Math.floor(commit / commitsInRow) % files.length;
    const lines = files[file] ?? [];
    for (let edit = 0; edit < editsPerCommit; edit++) {
      const at = Math.floor(random() * lines.length);
      lines[at] =
        `  const value${commit}_${edit} = ${Math.floor(random() * 1e9)}; // ${lines[at]?.trim().slice(0, 40) ?? ""}`;
    }
    yield commitCommand({
      mark: commit,
      ref: "refs/heads/main",
      parents: commit === 1 ? [] : [commit - 1],
      files: new Map([[`src/file${file}.ts`, lines.join("\n")]]),
    });
  }
}

/** Shares the objects of a template, so that any number of repositories takes little disk. */
async function fill({ gitDir }: Repository, template: string, key: string): Promise<void> {
  await borrowObjects(gitDir, template);
  await copyFile(join(template, "refs", "heads", "main"), join(gitDir, "refs", "heads", "main"));
  const commit = (mark: number, from: string, text: string) =>
    `commit refs/heads/main\nmark :${mark}\ncommitter A <a@example.com> ${1_750_000_000 + mark} +0000\ndata 6\nChange\nfrom ${from}\nM 100644 inline .env\ndata ${text.length}\n${text}\n`;
  const input = commit(1, "refs/heads/main^0", `OPENAI_API_KEY=${key}\n`) + commit(2, ":1", "OPENAI_API_KEY=\n");
  const { status } = spawnSync("git", ["fast-import", "--quiet"], { cwd: gitDir, input });
  if (status !== 0) throw new Error("git fast-import failed");
}
