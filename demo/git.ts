import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { gitEnvironment } from "../test/git-environment.ts";

const run = promisify(execFile);

/** Who commits, and when: ISO 8601. */
export interface Commit {
  readonly message: string;
  readonly author: string;
  readonly date: string;
}

/** Runs git in a folder, apart from the user's and the machine's configuration; resolves to its standard output. */
export async function git(folder: string, ...words: string[]): Promise<string> {
  const { stdout } = await run("git", words, { cwd: folder, env: gitEnvironment(), maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

/** Commits everything in the work tree under somebody's name; resolves to the commit's id. */
export async function commitAll(folder: string, commit: Commit): Promise<string> {
  await git(folder, "add", "--all");
  const [name = "", mail = ""] = commit.author.split(/ <|>/);
  const identity = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: mail,
    GIT_AUTHOR_DATE: commit.date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: mail,
    GIT_COMMITTER_DATE: commit.date,
  };
  await run("git", ["commit", "--quiet", "--message", commit.message], {
    cwd: folder,
    env: { ...gitEnvironment(), ...identity },
  });
  return git(folder, "rev-parse", "HEAD");
}
