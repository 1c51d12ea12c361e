import { defaults } from "./defaults.ts";
import { camelCase } from "./field-names.ts";
import type { ParsedPolicy } from "./parse-policy.ts";
import { type ConfigurationProblem, type PartialPolicy, type Policy, policyOf, type Settings } from "./policy.ts";

/**
 * The defaults, under each file in turn: the organisation's first, the repository's last.
 * The last file that sets a field wins. Groups are merged field by field; lists are concatenated, except `paths.include`.
 * Later files cannot override a field that the first file enforces; an attempt is reported as a problem.
 */
export function mergePolicy(...files: readonly ParsedPolicy[]): Policy {
  let settings: Settings = defaults;
  let enforced: ReadonlySet<string> = new Set();
  const problems: ConfigurationProblem[] = [];
  for (const [index, file] of files.entries()) {
    problems.push(...file.problems, ...refusals(file, enforced));
    settings = overlay(settings, permitted(file.policy, enforced)) as Settings;
    if (index === 0) enforced = new Set(file.policy.enforce ?? []);
  }
  return policyOf(settings, problems);
}

function permitted(
  { enforce, mode, modes, redact, revoke, revokeTeams, ...policy }: PartialPolicy,
  enforced: ReadonlySet<string>,
): object {
  const refused = new Set([...enforced].map(camelCase));
  return Object.fromEntries(Object.entries(policy).filter(([name]) => !refused.has(name)));
}

function refusals(file: ParsedPolicy, enforced: ReadonlySet<string>): ConfigurationProblem[] {
  return [...file.fields].flatMap(([field, place]) =>
    enforced.has(field)
      ? [
          {
            file: file.file,
            ...place,
            field,
            message: `The organisation's configuration enforces \`${field}\`: the value here is not used.`,
          },
        ]
      : [],
  );
}

/**
 * Lists that a later file replaces: combined, the patterns of several files would scan more than any of them intends.
 */
const replaced: ReadonlySet<string> = new Set(["paths.include"]);

/** @param field dotted path of both values; empty for the files as a whole */
function overlay(under: unknown, over: unknown, field = ""): unknown {
  if (over === undefined) return under;
  if (Array.isArray(over)) return replaced.has(field) ? over : [...(under as unknown[]), ...over];
  if (typeof over !== "object" || over === null) return over;
  const base = under as Readonly<Record<string, unknown>>;
  const changed = Object.entries(over).map(([name, value]) => {
    return [name, overlay(base[name], value, field === "" ? name : `${field}.${name}`)];
  });
  return { ...base, ...Object.fromEntries(changed) };
}
