import { git } from "./git.ts";
import { GitError } from "./git-error.ts";

/**
 * Line numbers of the new blob that are in none of the blobs it replaces, as git counts lines; null when each counts.
 * A diff that git refuses, e.g. since a blob is not here or a setting is wrong, must not hide a key: each counts then.
 */
export function addedLines(directory: string, id: string, replaced: readonly string[]): ReadonlySet<number> | null {
  let lines: ReadonlySet<number> | null = null;
  for (const old of new Set(replaced)) {
    const added = linesBetween(directory, old, id);
    if (added !== null) lines = lines === null ? added : common(lines, added);
  }
  return lines;
}

function linesBetween(directory: string, old: string, id: string): ReadonlySet<number> | null {
  // Only the mode changed.
  if (old === id) return new Set();
  try {
    const diff = git(directory, [...diffSettings, "diff", ...diffOptions, "-U0", "--end-of-options", old, id, "--"]);
    return diff.indexOf(hunkStart) === -1 ? null : linesOfDiff(diff);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

function common(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...a].filter((line) => b.has(line)));
}

/** No other option overrides this one: an invalid regular expression would abort the diff. */
const diffSettings = ["-c", "diff.default.xfuncname=^$"];
/** A diff that does not depend on any configuration. */
const diffOptions = [
  "--no-ext-diff",
  "--no-textconv",
  "--no-color",
  "--text",
  "--diff-algorithm=myers",
  "--inter-hunk-context=0",
  "--ws-error-highlight=none",
  "--no-relative",
  "-O/dev/null",
  "--no-color-moved",
  "--indent-heuristic",
];

/** Line numbers of added lines according to the hunk headers of a diff without context. */
export function linesOfDiff(diff: Buffer): ReadonlySet<number> {
  const lines = new Set<number>();
  for (let at = diff.indexOf("@@ -"); at !== -1; ) {
    const end = diff.indexOf(0x0a, at);
    const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(
      diff.toString("latin1", at, end === -1 ? undefined : end),
    );
    if (header === null) break;
    const first = Number(header[3]);
    const count = Number(header[4] ?? 1);
    for (let line = first; line < first + count; line++) lines.add(line);
    // Skips the hunk's lines by count, since their text may look like a header.
    let next = end + 1;
    for (let left = Number(header[2] ?? 1) + count; left > 0; ) {
      if (next === 0 || next >= diff.length) return lines;
      if (diff[next] !== 0x5c) left -= 1;
      next = diff.indexOf(0x0a, next) + 1;
    }
    if (diff[next] === 0x5c) next = diff.indexOf(0x0a, next) + 1;
    at = next > 0 && diff.subarray(next, next + 4).equals(hunkStart) ? next : -1;
  }
  return lines;
}

const hunkStart = Buffer.from("@@ -");
