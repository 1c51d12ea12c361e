import { CommanderError } from "commander";
import { Failure } from "../failure.ts";
import { defectCode, defectSentence } from "./defect.ts";
import { createProgram } from "./program.ts";
import { print, say, type Terminal } from "./terminal.ts";

/**
 * Runs one command line and gives its exit code: 0 nothing found, 1 findings, 2 bad usage, configuration or Node,
 * 3 the scan could not be completed, 70 a defect of Keyhawk, 130 interrupted. A failure is one sentence on standard
 * error.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  let help = "";
  let complaint = "";
  const dashes = args.indexOf("--");
  const program = createProgram(terminal, {
    exit: (code) => {
      exitCode = code;
    },
    help: (text) => {
      help += text;
    },
    complain: (text) => {
      complaint += text;
    },
    behind: dashes === -1 ? [] : args.slice(dashes + 1),
  });
  try {
    await program.parseAsync(args, { from: "user" }).catch(async (error: unknown) => {
      if (help !== "") await print(terminal.stdout, help);
      throw error;
    });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError || error instanceof Failure)) {
      await say(terminal, await defectSentence(error));
      return defectCode;
    }
    // The message may quote a file or an argument that contains a key.
    const { maskKeys } = await import("../detect/mask-keys.ts");
    if (error instanceof Failure) {
      await say(terminal, maskKeys(error.message));
      return error.exitCode;
    }
    if (complaint !== "") await print(terminal.stderr, maskKeys(complaint)).catch(() => {});
    return error.exitCode === 0 ? 0 : 2;
  }
}
