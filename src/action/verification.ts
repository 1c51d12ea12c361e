import type { Network } from "../http/network.ts";
import { parseVerification, type VerificationInputs, type VerificationSettings } from "../respond/verify/settings.ts";
import { openaiInputs } from "./inputs.ts";
import { annotate, logLine } from "./log.ts";

/** Reads the inputs of verification. Throws a `Failure` that names the input. */
export function verificationOf(
  inputs: VerificationInputs,
  origin: "fork" | "own",
  network: Network,
): VerificationSettings {
  const mode = inputs.mode?.trim();
  // In a fork's run `auto` must not become `direct` because its secret is missing: a stranger's pull request must not
  // change how keys are verified.
  if (origin === "fork" && (mode === "indirect" || mode === "both" || mode === "auto") && !inputs.adminKey) {
    logLine("Keys are not verified: GitHub gives no secrets to runs of forks.");
    return { mode: "off" };
  }
  if ((mode === "indirect" || mode === "both") && !inputs.adminKey) {
    annotate("warning", "Keyhawk", "Keys are not verified: `openai-admin-key` is empty in this run.", null);
    return { mode: "off" };
  }
  const names = {
    mode: "The input `verify`",
    permissions: "The input `verify-permissions`",
    ...openaiInputs,
  };
  return parseVerification(inputs, names, network);
}
