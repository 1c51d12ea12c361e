import { CommanderError } from "commander";
import { Failure } from "../failure.ts";
import { createProgram } from "./program.ts";
import { print, say, type Terminal } from "./terminal.ts";

/**
 * Runs one command line and gives its exit code: 0 nothing found, 1 findings, 2 bad usage or configuration,
 * 3 the scan could not be completed, 130 interrupted. A failure is one sentence on standard error.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  let help = "";
  let complaint = "";
  const exit = (code: number) => {
    exitCode = code;
  };
  const told = (text: string) => {
    help += text;
  };
  const complained = (text: string) => {
    complaint += text;
  };
  const program = createProgram(terminal, exit, told, complained);
  try {
    await program.parseAsync(args, { from: "user" }).catch(async (error: unknown) => {
      if (help !== "") await print(terminal.stdout, help);
      throw error;
    });
    return exitCode;
  } catch (error) {
    // What failed may quote what it was reading, or an argument that somebody pasted.
    const { maskKeys } = await import("../detect/mask-keys.ts");
    if (error instanceof CommanderError) {
      if (complaint !== "") await print(terminal.stderr, maskKeys(complaint)).catch(() => {});
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof Failure) {
      await say(terminal, maskKeys(error.message));
      return error.exitCode;
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await say(terminal, `This is a defect of Keyhawk, please report it: ${maskKeys(text)}`);
    return 3;
  }
}
