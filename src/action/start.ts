import { Failure } from "../failure.ts";
import { fail } from "./log.ts";
import { runStep } from "./run-step.ts";

/** Exit code of a step whose process ends while it is still waiting for something. */
const unfinished = 70;

/** Runs the workflow step in this process. Any failure becomes an annotation and a failed step. */
export async function start(self: NodeJS.Process): Promise<void> {
  self.exitCode = unfinished;
  try {
    await runStep(self.env);
    // A step that fails has set its own exit code by now.
    if (self.exitCode === unfinished) self.exitCode = 0;
  } catch (error) {
    // An unexpected error's message may quote the text that was being read, or an input.
    const { maskKeys } = await import("../detect/mask-keys.ts");
    if (error instanceof Failure) {
      fail(maskKeys(error.message));
    } else {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      fail(`This is a defect of Keyhawk, please report it: ${maskKeys(text)}`);
    }
  }
}
