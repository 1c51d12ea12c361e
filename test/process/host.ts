import { Readable } from "node:stream";

/**
 * Runs programs one after another in this process, each as if it were started anew: with its own arguments, environment,
 * folder and input. A program has ended when nothing is left to do, as it would end a process; one that exits ends the
 * host. Their modules are loaded and compiled once.
 */

/** A run that the parent asks for. */
export interface HostedRun {
  /** The program's file, which starts it when it is loaded. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly input: Uint8Array | null;
}

let runs = 0;
let leave: (() => number) | null = null;

function enter({ file, args, cwd, env, input }: HostedRun): () => number {
  const listeners = new Map(process.eventNames().map((name) => [name, process.listeners(name as "exit")]));
  process.channel?.unref();
  process.chdir(cwd);
  process.exitCode = undefined;
  process.argv.splice(1, Number.POSITIVE_INFINITY, file, ...args);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const stdin = Readable.from(input === null ? [] : [input], { objectMode: false });
  Object.defineProperty(process, "stdin", { configurable: true, value: stdin });
  runs += 1;
  void import(`${file}?${runs}`);
  return () => {
    const own = (name: string | symbol) =>
      process.listeners(name as "exit").filter((listener) => !listeners.get(name)?.includes(listener));
    for (const listener of own("exit")) listener(Number(process.exitCode ?? 0));
    for (const name of process.eventNames()) for (const listener of own(name)) process.off(name, listener);
    return Number(process.exitCode ?? 0);
  };
}

process.on("message", (run: HostedRun) => {
  leave = enter(run);
});
process.on("disconnect", () => process.exit());
process.on("beforeExit", () => {
  const code = leave?.();
  leave = null;
  process.channel?.ref();
  process.send?.(code);
});
