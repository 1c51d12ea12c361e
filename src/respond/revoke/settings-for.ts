import type { KindId, Severity } from "../../detect/kind.ts";
import { graceOf, modeOf, type RevocationRules } from "../../policy/revocation-rules.ts";
import type { RevocationSettings } from "./settings.ts";

const modes = ["off", "by-hand", "proven"] as const satisfies readonly RevocationSettings["mode"][];

/**
 * The operator's settings for one key under the organisation's rules. The rules decide on the grace, and can withdraw
 * what the operator allows: what sends a leaked key to OpenAI is the operator's to allow.
 */
export function settingsFor(
  settings: RevocationSettings,
  rules: RevocationRules,
  key: { readonly kind: KindId; readonly severity: Severity },
): RevocationSettings {
  if (settings.mode === "off") return settings;
  const wanted = modeOf(rules, key) ?? settings.mode;
  const mode = modes.indexOf(wanted) < modes.indexOf(settings.mode) ? wanted : settings.mode;
  return mode === "off" ? { mode } : { ...settings, mode, ...graceOf(rules, key) };
}
