import type { ExposureId } from "../detect/exposures/exposure.ts";
import type { ParsedPolicy, PartialPolicy } from "./parse-policy.ts";
import { type ConfigurationProblem, defaultPolicy, type Policy } from "./policy.ts";

/**
 * The defaults, under each file in turn: the organisation's first, the repository's last.
 * The last file that sets a field decides; the lists of `ignore` and `paths.exclude` add up; exposures, limits and
 * responses go one by one.
 * A field that an earlier file enforces is not read from a later one, and a problem there says so.
 */
export function mergePolicy(...files: readonly ParsedPolicy[]): Policy {
  let policy: Policy = defaultPolicy;
  let enforced: ReadonlySet<string> = new Set();
  const problems: ConfigurationProblem[] = [];
  for (const [index, file] of files.entries()) {
    problems.push(...file.problems, ...refusals(file, enforced));
    policy = overlay(policy, permitted(file.policy, enforced));
    if (index === 0 && files.length > 1) enforced = new Set(file.policy.enforce ?? []);
  }
  return { ...policy, problems };
}

const fieldsAsWritten = {
  failOn: "fail-on",
  failSeverity: "fail-severity",
  response: "response",
  paths: "paths",
  ignore: "ignore",
  exposures: "exposures",
  comment: "comment",
  suggestions: "suggestions",
  check: "check",
  limits: "limits",
  enforce: "enforce",
} as const satisfies Record<keyof PartialPolicy, string>;

function permitted(policy: PartialPolicy, enforced: ReadonlySet<string>): PartialPolicy {
  return Object.fromEntries(
    Object.entries(policy).filter(([name]) => !enforced.has(fieldsAsWritten[name as keyof PartialPolicy])),
  );
}

function refusals(file: ParsedPolicy, enforced: ReadonlySet<string>): ConfigurationProblem[] {
  return [...file.fields].flatMap(([field, place]) =>
    enforced.has(field)
      ? [
          {
            file: file.file,
            ...place,
            field,
            message: `The organisation's configuration enforces \`${field}\`: what stands here is not used.`,
          },
        ]
      : [],
  );
}

function overlay(under: Policy, over: PartialPolicy): Policy {
  return {
    failOn: over.failOn ?? under.failOn,
    failSeverity: over.failSeverity ?? under.failSeverity,
    response: { ...under.response, ...over.response },
    paths: {
      include: over.paths?.include ?? under.paths.include,
      exclude: [...under.paths.exclude, ...(over.paths?.exclude ?? [])],
    },
    ignore: {
      fingerprints: [...under.ignore.fingerprints, ...(over.ignore?.fingerprints ?? [])],
      paths: [...under.ignore.paths, ...(over.ignore?.paths ?? [])],
    },
    exposures: switched(under.exposures, over.exposures ?? {}),
    comment: over.comment ?? under.comment,
    suggestions: over.suggestions ?? under.suggestions,
    check: over.check ?? under.check,
    limits: { ...under.limits, ...over.limits },
    problems: under.problems,
  };
}

function switched(
  on: readonly ExposureId[],
  switches: Readonly<Partial<Record<ExposureId, boolean>>>,
): readonly ExposureId[] {
  const names = Object.entries(switches) as [ExposureId, boolean][];
  const off = new Set(names.filter(([, value]) => !value).map(([name]) => name));
  const added = names.filter(([name, value]) => value && !on.includes(name)).map(([name]) => name);
  return [...on.filter((name) => !off.has(name)), ...added];
}
