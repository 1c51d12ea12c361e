import type { GitHubClient } from "../github/client/client.ts";
import { statusOf } from "../github/client/request-error.ts";
import { loadOwnersSettings } from "../github/read/load-policy.ts";
import type { Network } from "../http/network.ts";
import { cautiousRules, type RevocationRules } from "../policy/revocation-rules.ts";
import { parseRevocation, type RevocationInputs, type RevocationSettings } from "../respond/revoke/settings.ts";
import { openaiInputs } from "./inputs.ts";
import { annotate, logLine } from "./log.ts";

/** Reads the inputs of revocation. Throws a `Failure` that names the input. */
export function revocationOf(inputs: RevocationInputs, origin: "fork" | "own", network: Network): RevocationSettings {
  const names = {
    revoke: "The input `revoke`",
    action: "The input `revoke-action`",
    grace: "The input `revoke-grace`",
    tokens: "The input `revoke-tokens`",
    ...openaiInputs,
  };
  return parseRevocation({ ...inputs, revoke: modeIn(inputs, origin) }, names, network);
}

/** The input `revoke` where it can be followed in this run, else `off`. */
function modeIn({ revoke, adminKey }: RevocationInputs, origin: "fork" | "own"): string {
  const mode = revoke?.trim() ?? "";
  // Nobody can ask a step to revoke a key.
  if (mode === "" || mode === "by-hand") return "off";
  if (mode !== "proven" || adminKey) return mode;
  if (origin === "fork") logLine("Keys are not revoked: GitHub gives no secrets to runs of forks.");
  else annotate("warning", "Keyhawk", "Keys are not revoked: `openai-admin-key` is empty in this run.", null);
  return "off";
}

/** What the organisation's configuration says about revoking; where GitHub does not return it, nothing is revoked. */
export async function revocationRules(client: GitHubClient, owner: string): Promise<RevocationRules> {
  try {
    return (await loadOwnersSettings(client, owner)).revoke;
  } catch (error) {
    const status = statusOf(error);
    // Any other error is a bug.
    if (status === null) throw error;
    const message = `Keys are not revoked: GitHub did not return the organisation's configuration (${status}).`;
    annotate("warning", "Keyhawk", message, null);
    return cautiousRules;
  }
}
