import { Failure } from "../failure.ts";
import { fail } from "./log.ts";
import { runStep } from "./run-step.ts";

try {
  await runStep(process.env);
} catch (error) {
  // What failed may quote what it was reading, or an input.
  const { maskKeys } = await import("../detect/mask-keys.ts");
  if (error instanceof Failure) {
    fail(maskKeys(error.message));
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    fail(`This is a defect of Keyhawk, please report it: ${maskKeys(text)}`);
  }
}
