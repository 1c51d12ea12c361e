import { Failure } from "../failure.ts";
import { watchCancellation } from "./cancellation.ts";
import { fail } from "./log.ts";
import { runStep } from "./run-step.ts";

/** Exit code of a step whose process ends while it is still waiting for something. */
const unfinished = 70;

/** Runs the workflow step in this process. Any failure becomes an annotation and a failed step. */
export async function start(self: NodeJS.Process): Promise<void> {
  self.exitCode = unfinished;
  const cancellation = watchCancellation();
  try {
    await runStep(self.env, cancellation);
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
  // Requests that are still running would keep a cancelled run alive until the runner kills it.
  if (cancellation.signal.aborted) self.exit();
}
