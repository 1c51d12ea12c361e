import { setFailed } from "@actions/core";
import { Failure } from "../failure.ts";
import { runStep } from "./run-step.ts";

try {
  await runStep(process.env);
} catch (error) {
  if (error instanceof Failure) {
    setFailed(error.message);
  } else {
    // What failed may quote what it was reading.
    const { maskKeys } = await import("../report/mask-keys.ts");
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    setFailed(`This is a defect of Keyhawk, please report it: ${maskKeys(text)}`);
  }
}
