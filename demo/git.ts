import { gitEnvironment } from "../test/git-environment.ts";
import { headOf } from "../test/git-head.ts";
import { run } from "../test/process/run.ts";

/** Who commits, and when: ISO 8601. */
export interface Commit {
  readonly message: string;
  readonly author: string;
  readonly date: string;
}

/** Runs git in a folder, apart from the user's and the machine's configuration; resolves to its standard output. */
export function git(folder: string, ...words: string[]): Promise<string> {
  return outputOf(folder, words, gitEnvironment());
}

async function outputOf(folder: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await run({ words: ["git", ...words], cwd: folder, env });
  if (code !== 0) throw new Error(`git ${words.join(" ")} ended with ${code}: ${stderr}`);
  return stdout.toString("utf8").trim();
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
  await outputOf(folder, ["commit", "--quiet", "--message", commit.message], { ...gitEnvironment(), ...identity });
  return headOf(folder);
}
