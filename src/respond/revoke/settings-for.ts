import type { KindId, Severity } from "../../detect/kind.ts";
import { graceOf, modeOf, type RevocationRules } from "../../policy/revocation-rules.ts";
import type { AdminRevocation, RevocationSettings, TokenAccess } from "./settings.ts";
import { isRevocableToken } from "./token.ts";

/** What Keyhawk may do about one credential, and with what. */
export type KeySettings =
  | AdminRevocation
  /** The sign-in service revokes it, at once. */
  | { readonly mode: "by-hand" | "proven"; readonly tokens: TokenAccess };

const modes = ["off", "by-hand", "proven"] as const satisfies readonly RevocationSettings["mode"][];

/**
 * The operator's settings for one key under the organisation's rules. The rules decide on the grace, and can withdraw
 * what the operator allows: what sends a leaked key to OpenAI is the operator's to allow.
 */
export function settingsFor(
  { tokens, ...settings }: RevocationSettings,
  rules: RevocationRules,
  key: { readonly kind: KindId; readonly severity: Severity },
): KeySettings {
  if (tokens !== undefined && isRevocableToken(key)) {
    const mode = modeOf(rules, key) ?? "proven";
    return mode === "off" ? { mode } : { mode, tokens };
  }
  if (settings.mode === "off") return settings;
  const wanted = modeOf(rules, key) ?? settings.mode;
  const mode = modes.indexOf(wanted) < modes.indexOf(settings.mode) ? wanted : settings.mode;
  return mode === "off" ? { mode } : { ...settings, mode, ...graceOf(rules, key) };
}

/** True when Keyhawk revokes any keys without asking. */
export function revokesUnasked({ mode, tokens }: RevocationSettings): boolean {
  return mode === "proven" || tokens !== undefined;
}

/** True when Keyhawk revokes no keys at all. */
export function revokesNothing({ mode, tokens }: RevocationSettings): boolean {
  return mode === "off" && tokens === undefined;
}
