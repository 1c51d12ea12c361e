import type { ParsedPolicy } from "./parse-policy.ts";
import type { ConfigurationProblem, OwnersSettings } from "./policy.ts";

/** The settings of an organisation's file, or their defaults. */
export function ownersSettings(file: ParsedPolicy | null): OwnersSettings {
  return { revokeTeams: file?.policy.revokeTeams ?? [], redact: file?.policy.redact ?? false };
}

/** The names of those settings, as files write them. */
const names: readonly string[] = ["redact", "revoke-teams"];

/** A repository's file, with a problem for each field that only the organisation's file can set. */
export function refuseOwnersSettings(file: ParsedPolicy): ParsedPolicy {
  const refused = names.flatMap((field): ConfigurationProblem[] => {
    const place = file.fields.get(field);
    const message = `Only the organisation's configuration can set \`${field}\`: the value here is not used.`;
    return place === undefined ? [] : [{ file: file.file, ...place, field, message }];
  });
  return refused.length === 0 ? file : { ...file, problems: [...file.problems, ...refused] };
}
