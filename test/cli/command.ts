import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtFile, compileCache } from "../built/built.ts";
import { runHosted } from "../process/hosted.ts";
import { type Ended, run } from "../process/run.ts";

/** The command's file. */
export const main = await builtFile("main");

/** What one run of the command left. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: NodeJS.ProcessEnv;
  /** Receives the process once it runs. */
  readonly running?: (process: ChildProcess) => void;
}

/** Runs `keyhawk` as people do. */
export function keyhawk(args: readonly string[], options: CallOptions = {}): Promise<Outcome> {
  return callProgram(main, args, options);
}

/** Runs a bundle of ours, in a process that has run it before where the test does not ask for one of its own. */
export async function callProgram(file: string, args: readonly string[], options: CallOptions): Promise<Outcome> {
  const { cwd = process.cwd(), input, running, env = {} } = options;
  // Node reads these when it starts.
  const ofNode = Object.keys(env).some((name) => name.startsWith("NODE_"));
  if (running !== undefined || ofNode) {
    return call(process.execPath, [file, ...args], { ...options, env: { NODE_COMPILE_CACHE: compileCache, ...env } });
  }
  const bytes = input === undefined ? null : Buffer.from(input);
  return asText(await runHosted({ file, args, cwd, env: environment(options), input: bytes }));
}

/** Runs git as somebody with a name. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await call("git", args, { cwd: folder, env: identity });
  if (code !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}

const identity = {
  GIT_AUTHOR_NAME: "Ada Okafor",
  GIT_AUTHOR_EMAIL: "ada@acme.example",
  GIT_COMMITTER_NAME: "Ada Okafor",
  GIT_COMMITTER_EMAIL: "ada@acme.example",
};

function environment({ env }: CallOptions): NodeJS.ProcessEnv {
  const whole = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...identity, ...env };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

function asText({ code, stdout, stderr }: Ended): Outcome {
  return { code, stdout: stdout.toString(), stderr: stderr.toString() };
}

export async function call(command: string, args: readonly string[], options: CallOptions): Promise<Outcome> {
  const env = environment(options);
  const { cwd, input, running } = options;
  if (input === undefined && running === undefined) {
    return asText(await run({ words: [command, ...args], env, ...(cwd === undefined ? {} : { cwd }) }));
  }
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env });
    running?.(child);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
  });
}

/** A folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "keyhawk-cli-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
