import { spawn } from "node:child_process";
import { once } from "node:events";

/** Time and memory of one run of a command. */
export interface Run {
  readonly seconds: number;
  readonly output: string;
}

/** Runs a command to completion. `discard` discards its output, as `> /dev/null` does. Throws when the command fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: { readonly output: "keep" | "discard"; readonly cwd?: string; readonly codes?: readonly number[] },
): Promise<Run> {
  const start = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd,
    stdio: ["ignore", options.output === "keep" ? "pipe" : "ignore", "inherit"],
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const [code] = await once(child, "close");
  const seconds = (performance.now() - start) / 1000;
  if (!(options.codes ?? [0]).includes(code)) throw new Error(`${command} ended with code ${code}`);
  return { seconds, output };
}
