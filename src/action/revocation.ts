import type { Network } from "../http/network.ts";
import { parseRevocation, type RevocationInputs, type RevocationSettings } from "../respond/revoke/settings.ts";
import { openaiInputs } from "./inputs.ts";
import { annotate, logLine } from "./log.ts";

/** Reads the inputs of revocation. Throws a `Failure` that names the input. */
export function revocationOf(inputs: RevocationInputs, origin: "fork" | "own", network: Network): RevocationSettings {
  const mode = inputs.revoke?.trim() ?? "";
  // Nobody can ask a step to revoke a key.
  if (mode === "" || mode === "by-hand") return { mode: "off" };
  if (mode === "proven" && !inputs.adminKey) {
    if (origin === "fork") logLine("Keys are not revoked: GitHub gives no secrets to runs of forks.");
    else annotate("warning", "Keyhawk", "Keys are not revoked: `openai-admin-key` is empty in this run.", null);
    return { mode: "off" };
  }
  const names = {
    revoke: "The input `revoke`",
    grace: "The input `revoke-grace`",
    ...openaiInputs,
  };
  return parseRevocation(inputs, names, network);
}
