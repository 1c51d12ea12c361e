import type { Policy } from "./policy.ts";

/**
 * A policy that is nowhere more lenient than either of two: everything that one of them counts, scans or publishes is
 * counted, scanned or published, and only what both ignore is ignored. For a pull request the two belong to its base
 * branch and the default branch, so that a lenient branch cannot produce a green check.
 */
export function stricter(one: Policy, other: Policy): Policy {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  const { failOn, failSeverity, response } = other;
  const { observed, ...enforced } = one;
  return {
    ...(other.observed ? one : enforced),
    also: { failOn, failSeverity, response },
    paths: {
      include:
        one.paths.include.length === 0 || other.paths.include.length === 0
          ? []
          : [...new Set([...one.paths.include, ...other.paths.include])],
      exclude: inBoth(one.paths.exclude, other.paths.exclude, (pattern) => pattern),
    },
    ignore: {
      fingerprints: one.ignore.fingerprints.filter(({ fingerprint }) =>
        other.ignore.fingerprints.some((entry) => entry.fingerprint === fingerprint),
      ),
      paths: inBoth(one.ignore.paths, other.ignore.paths, ({ path }) => path),
    },
    inlineIgnore: one.inlineIgnore && other.inlineIgnore,
    exposures: [...new Set([...one.exposures, ...other.exposures])],
    comment: one.comment || other.comment,
    suggestions: one.suggestions || other.suggestions,
    check: one.check || other.check,
    limits: {
      fileBytes: Math.max(one.limits.fileBytes, other.limits.fileBytes),
      files: Math.max(one.limits.files, other.limits.files),
      commits: Math.max(one.limits.commits, other.limits.commits),
      archiveDepth: Math.max(one.limits.archiveDepth, other.limits.archiveDepth),
    },
    problems: distinct([...one.problems, ...other.problems]),
    unread: distinct([...one.unread, ...other.unread]),
  };
}

/** The patterns in both lists, followed by the exceptions of both: whatever is matched now, each list matches. */
function inBoth<T>(one: readonly T[], other: readonly T[], patternOf: (entry: T) => string): readonly T[] {
  const known = new Set(other.map(patternOf));
  const isException = (entry: T) => patternOf(entry).startsWith("!");
  const shared = one.filter((entry) => !isException(entry) && known.has(patternOf(entry)));
  return [...shared, ...[...one, ...other].filter(isException)];
}

function distinct<T>(entries: readonly T[]): readonly T[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}
