import { gitEnvironment } from "../../git-environment.ts";
import { run } from "../../process/run.ts";

/** Git ended with an error; `message` is what it said. */
export class GitError extends Error {
  override readonly name = "GitError";
}

const identity = {
  GIT_AUTHOR_NAME: "GitHub",
  GIT_AUTHOR_EMAIL: "noreply@github.example",
  GIT_COMMITTER_NAME: "GitHub",
  GIT_COMMITTER_EMAIL: "noreply@github.example",
};

/** Environment of the git that runs on GitHub's side. */
export const serverEnvironment: NodeJS.ProcessEnv = { ...gitEnvironment(), ...identity };

/** Answers about objects named by their full ids, which never change; by folder and words. */
const known = new Map<string, Promise<Buffer>>();

/**
 * Runs git on a bare repository; resolves to its standard output. Rejects with {@link GitError}. Starting a process from
 * one as large as a test's takes milliseconds, so a question about objects that cannot change is put to git once.
 */
export function git(gitDir: string, ...words: string[]): Promise<Buffer> {
  if (!isFixed(words)) return answerOf(gitDir, words);
  const question = [gitDir, ...words].join("\0");
  const earlier = known.get(question);
  if (earlier !== undefined) return earlier;
  const answer = answerOf(gitDir, words);
  known.set(question, answer);
  const forget = () => known.delete(question);
  // A later push may bring what is missing; and what is large would make the process larger still.
  answer.then(({ length }) => length > 1_000_000 && forget(), forget);
  return answer;
}

const readingCommands = new Set([
  "cat-file",
  "diff",
  "format-patch",
  "log",
  "ls-tree",
  "merge-base",
  "rev-list",
  "rev-parse",
]);

/** Whether the words ask about objects that they name by their full ids, and so about nothing that can change. */
function isFixed([command = "", ...words]: readonly string[]): boolean {
  if (!readingCommands.has(command) || words.some((word) => /^--(all|branches|tags|remotes|glob)\b/.test(word)))
    return false;
  const objects = words.filter((word) => !word.startsWith("-"));
  return objects.length > 0 && objects.every((word) => /^[0-9a-f]{40}(\^\{commit\}|\.{2,3}[0-9a-f]{40})?$/.test(word));
}

async function answerOf(gitDir: string, words: readonly string[]): Promise<Buffer> {
  const { code, stdout, stderr } = await run({ words: ["git", "--git-dir", gitDir, ...words], env: serverEnvironment });
  if (code !== 0) throw new GitError(`git ${words.join(" ")}: ${stderr.toString().trim()}`);
  return stdout;
}

/** As {@link git}, as text without the last line end; null when git ended with an error. */
export async function ask(gitDir: string, ...words: string[]): Promise<string | null> {
  try {
    return (await git(gitDir, ...words)).toString("utf8").replace(/\n$/, "");
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
