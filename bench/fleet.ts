import { spawnSync } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { borrowObjects } from "../test/github/git/bare.ts";
import type { GitHubStandIn, Repository } from "../test/github/github.ts";
import { makeKey } from "../test/keys.ts";
import { importedRepository } from "./import-repository.ts";
import { sourceHistory } from "./source-history.ts";

/** Megabytes of a repository's pack, of about 550 MB of files: large open-source projects have this ratio. */
export const megabytes = 20;

const templates = 4;
const history = { commits: 7_000, fileBytes: 50_000, edits: 75 };

/** Repositories of 20 MB, each with a key of its own in its newest commit but one. Resolves to the keys. */
export async function createFleet(github: GitHubStandIn, names: readonly string[]): Promise<readonly string[]> {
  const sources: string[] = [];
  for (let seed = 1; seed <= templates; seed++) {
    const commits = () => sourceHistory({ seed, ...history });
    sources.push(await importedRepository(`keyhawk-bench-fleet-${seed}.git`, commits, "with a bitmap"));
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
