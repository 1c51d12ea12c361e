import { gitEnvironment } from "./environment.ts";
import { GitError, gitError, Interruption } from "./git-error.ts";
import { childProcesses, gitSettings } from "./git-process.ts";

/** Runs git and returns what it prints. Throws {@link GitError}. */
export function git(directory: string, args: readonly string[], input?: string): Buffer {
  return gitWithWarnings(directory, args, input).output;
}

/** As {@link git}, with git's standard error when it succeeds. */
export function gitWithWarnings(
  directory: string,
  args: readonly string[],
  input?: string,
): { readonly output: Buffer; readonly warnings: string } {
  const { error, signal, status, stdout, stderr } = childProcesses().spawnSync("git", [...gitSettings, ...args], {
    cwd: directory,
    env: gitEnvironment(directory),
    maxBuffer: 2 ** 31 - 1,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    ...(input === undefined ? {} : { input }),
  });
  if (error !== undefined) throw gitError(error, directory);
  if (signal === "SIGINT") throw new Interruption();
  const warnings = stderr.toString("utf8");
  if (status !== 0) throw new GitError(warnings.trim() || `git ${args[0]} ended with ${status ?? "a signal"}`);
  return { output: stdout, warnings };
}

/** As {@link git}, as text without the last line end; null when git reports an error. */
export function askGit(directory: string, args: readonly string[]): string | null {
  try {
    return git(directory, args).toString("utf8").replace(/\n$/, "");
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}
