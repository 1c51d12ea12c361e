import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { gitEnvironment } from "./environment.ts";
import { GitError, gitError, Interruption } from "./git-error.ts";
import { childProcesses, gitSettings } from "./git-process.ts";

/**
 * Ctrl-C in a terminal signals every process of the foreground group. Git runs in its own group, so that the scan
 * handles the signal first and then stops the git processes it waits for. On Windows `detached` would open a window.
 */
const apart = { detached: process.platform !== "win32" };

/** Functions that stop each running git. */
const running = new Set<() => void>();

/** Stops all running git processes when a user interrupts the scan: callers waiting for them get a `Failure`. */
export function interruptGit(): void {
  for (const end of running) end();
}

/** A running git whose output is read as a stream. */
export interface RunningGit {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when git has exited successfully; rejects with {@link GitError}. Await it after the output has ended. */
  readonly ended: Promise<void>;
  /** Ends git early; `ended` then resolves. */
  stop(): void;
}

/** Starts git without waiting for it. */
export function startGit(
  directory: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = gitEnvironment(directory),
): RunningGit {
  const child: ChildProcess = childProcesses().spawn("git", [...gitSettings, ...args], {
    cwd: directory,
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
    ...apart,
  });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new GitError("git has no pipes");
  let stopped = false;
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    child.kill();
  };
  // When this process exits, it stops the processes that it started.
  if (running.size === 0) process.once("exit", interruptGit);
  running.add(interrupt);
  const forget = () => {
    running.delete(interrupt);
    if (running.size === 0) process.off("exit", interruptGit);
  };
  let said = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    if (said.length < 4096) said += text;
  });
  // Git may exit before it has read all of its input; its error message is the one to report.
  stdin.on("error", () => {});
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", (error) => {
      forget();
      reject(gitError(error, directory));
    });
    child.on("close", (code) => {
      forget();
      if (code === 0 || stopped) resolve();
      else if (interrupted) reject(new Interruption());
      else reject(new GitError(said.trim() || `git ended with code ${code}`));
    });
  });
  // The reader of the output awaits it; until then a rejection must not count as unhandled.
  ended.catch(() => {});
  return {
    input: stdin,
    output: stdout,
    ended,
    stop() {
      stopped = true;
      child.kill();
    },
  };
}
