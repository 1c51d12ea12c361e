import type { ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { Failure } from "../../failure.ts";
import { gitEnvironment } from "./environment.ts";

/**
 * A repository is not trusted: its configuration may name programs and change what is shown. These settings override
 * every configuration file, also for nested repositories and for processes that git starts. External diffs, text
 * conversions and signatures are disabled by options of the commands that support them.
 */
const overrides = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.pager=cat",
  "core.sshCommand=false",
  "core.askPass=",
  "core.alternateRefsCommand=false",
  "credential.helper=",
  "gpg.program=false",
  // The repository's grafts file, which overrides the parents in its commits.
  "core.commitGraph=false",
  "advice.graftFileDeprecated=false",
];
const settings = ["--no-pager", ...overrides.flatMap((each) => ["-c", each])];

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

/** Loading it takes 3 ms, and a scan of a folder outside a repository runs nothing. */
function childProcesses() {
  // Windows would search the scanned folder for git first.
  if (process.platform === "win32") process.env.NoDefaultCurrentDirectoryInExePath ??= "1";
  return process.getBuiltinModule("node:child_process");
}

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
  const { error, signal, status, stdout, stderr } = childProcesses().spawnSync("git", [...settings, ...args], {
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

/** Git failed; the message quotes its error. */
export class GitError extends Failure {
  readonly said: string;

  constructor(said: string) {
    super("incomplete", `Git could not read the repository, so the scan is not complete. It says: ${said}`);
    this.said = said;
  }
}

function gitError(error: unknown, directory: string): Failure {
  if (!(error instanceof Error)) return new GitError(String(error));
  if ("code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
    return statSync(directory, { throwIfNoEntry: false })?.isDirectory() ? new MissingGit() : missingFolder(directory);
  }
  return new GitError(error.message);
}

/** A user interrupted git: not an error of git that callers may handle and continue. */
export class Interruption extends Failure {
  constructor() {
    super("incomplete", "The scan was interrupted.");
  }
}

/** Git is not installed. */
export class MissingGit extends Failure {
  constructor() {
    super("usage", "Keyhawk reads repositories through git, which was not found: install git and run again.");
  }
}

function missingFolder(directory: string): Failure {
  return new Failure("usage", `${directory} is not a folder: name a checkout or a bare repository.`);
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
  const child: ChildProcess = childProcesses().spawn("git", [...settings, ...args], {
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
