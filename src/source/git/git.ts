import type { ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { Failure } from "../../failure.ts";
import { gitEnvironment } from "./environment.ts";

/**
 * A repository is read, never trusted: its configuration may name programs, and decide about what is shown. These
 * settings stand above every file of configuration, for repositories inside the tree and for what git starts itself.
 * External diffs, text conversions and signatures are left out by the options of the commands that know them.
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
  // A file of the repository that git believes about parents, in place of the commits.
  "core.commitGraph=false",
  "advice.graftFileDeprecated=false",
];
const settings = ["--no-pager", ...overrides.flatMap((each) => ["-c", each])];

/**
 * Ctrl-C in a terminal reaches every process of its group. Git that runs beside the scan stays out of it, so that the
 * scan hears of it first; what the scan stands still for must end by it. Windows would open a window.
 */
const apart = { detached: process.platform !== "win32" };

/** Ends each git that runs. */
const running = new Set<() => void>();

/** Ends what git is doing, when a person ends the scan: whoever waits for it gets a `Failure`, and does not go on. */
export function interruptGit(): void {
  for (const end of running) end();
}

/** Loading it takes 3 ms, and a scan of a folder that is no repository runs nothing. */
function childProcesses() {
  // Windows would look for git in the scanned folder first.
  if (process.platform === "win32") process.env.NoDefaultCurrentDirectoryInExePath ??= "1";
  return process.getBuiltinModule("node:child_process");
}

/** Runs git and returns what it prints. Throws {@link GitError}. */
export function git(directory: string, args: readonly string[], input?: string): Buffer {
  return gitWithWarnings(directory, args, input).output;
}

/** As {@link git}, with what git says on standard error though it succeeds. */
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

/** Git refused; the message holds its own words. */
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

/** A person ended what git was doing: not an error of git, behind which somebody would go on. */
export class Interruption extends Failure {
  constructor() {
    super("incomplete", "The scan was interrupted.");
  }
}

/** There is no git on this machine. */
export class MissingGit extends Failure {
  constructor() {
    super("usage", "Keyhawk reads repositories through git, which was not found: install git and run again.");
  }
}

function missingFolder(directory: string): Failure {
  return new Failure("usage", `${directory} is not a folder: name a checkout or a bare repository.`);
}

/** A running git whose output is read as it comes. */
export interface RunningGit {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when git has ended well; rejects with {@link GitError}. Wait for it after the output has ended. */
  readonly ended: Promise<void>;
  /** Ends git early; `ended` then resolves. */
  stop(): void;
}

/** Starts git without waiting for it. */
export function startGit(directory: string, args: readonly string[]): RunningGit {
  const child: ChildProcess = childProcesses().spawn("git", [...settings, ...args], {
    cwd: directory,
    env: gitEnvironment(directory),
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
  // A process that ends takes along what it has started.
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
  // Git may end before it has read everything; what it said is the error to report.
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
  // The reader of the output asks for it; until then a failure is not unhandled.
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
