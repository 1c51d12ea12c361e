import type { ParsedPolicy } from "./parse-policy.ts";
import type { ConfigurationProblem, OwnersSettings } from "./policy.ts";
import { cautiousRules } from "./revocation-rules.ts";

/**
 * The settings of an organisation's file, or their defaults. Where the file cannot be read, or what it says about
 * revoking holds a mistake, no key is revoked without asking: that cannot be undone.
 */
export function ownersSettings(file: ParsedPolicy | "unreadable" | null): OwnersSettings {
  if (file === "unreadable") return { revokeTeams: [], redact: false, revoke: cautiousRules };
  const { revokeTeams = [], redact = false, revoke = [] } = file?.policy ?? {};
  const isClear = file === null || !file.problems.some(({ field }) => /^(?:revoke)?(?:$|[.[])/.test(field));
  return { revokeTeams, redact, revoke: isClear ? revoke : cautiousRules };
}

/** The names of those settings, as files write them. */
const names: readonly string[] = ["mode", "modes", "redact", "revoke", "revoke-teams"];

/** A repository's file, with a problem for each field that only the organisation's file can set. */
export function refuseOwnersSettings(file: ParsedPolicy): ParsedPolicy {
  const refused = names.flatMap((field): ConfigurationProblem[] => {
    const place = file.fields.get(field);
    const message = `Only the organisation's configuration can set \`${field}\`: the value here is not used.`;
    return place === undefined ? [] : [{ file: file.file, ...place, field, message }];
  });
  return refused.length === 0 ? file : { ...file, problems: [...file.problems, ...refused] };
}
