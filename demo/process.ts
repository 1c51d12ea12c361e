import { type ChildProcess, spawn } from "node:child_process";

/** One of our programs, running as its own process, with everything it printed. */
export interface RunningProcess {
  /** Null when the process could not be started. */
  readonly pid: number | null;
  /** Standard output and error so far. */
  output(): string;
  /** Resolves when the output matches; rejects when the process ends first or `milliseconds` pass. */
  printed(pattern: RegExp, milliseconds?: number): Promise<RegExpExecArray>;
  /** Asks it to end and resolves when it has; kills it after ten seconds. */
  stop(): Promise<void>;
  /** Sends a signal and waits for the end: the exit code, or null when the signal itself ended the process. */
  signal(name: NodeJS.Signals): Promise<number | null>;
}

/** Variables of this process that every process gets. */
const passedOn = ["PATH", "HOME", "NODE_COMPILE_CACHE"];

/** Starts a TypeScript or JavaScript file on this process's own Node, with exactly this environment beside a few variables. */
export function start(file: string, words: readonly string[], environment: Record<string, string>): RunningProcess {
  const inherited = Object.fromEntries(passedOn.map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, [file, ...words], {
    env: { ...inherited, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  const hear = (text: string) => {
    output += text;
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  child.on("exit", () => hear(""));
  return {
    pid: child.pid ?? null,
    output: () => output,
    printed: (pattern, milliseconds = 30_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => end(() => reject(new Error(`${file} did not start in time:\n${output}`))),
          milliseconds,
        );
        const end = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const look = () => {
          const match = pattern.exec(output);
          if (match) end(() => resolve(match));
          else if (hasEnded(child)) end(() => reject(new Error(`${file} ended early:\n${output}`)));
        };
        listeners.add(look);
        look();
      }),
    stop: () =>
      new Promise((resolve) => {
        if (hasEnded(child)) return resolve();
        const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
        child.once("exit", () => {
          clearTimeout(timer);
          resolve();
        });
        child.kill("SIGTERM");
      }),
    signal: (name) =>
      new Promise((resolve) => {
        if (hasEnded(child)) return resolve(child.exitCode);
        child.once("exit", (code) => resolve(code));
        child.kill(name);
      }),
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
