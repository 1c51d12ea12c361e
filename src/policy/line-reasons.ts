import type { DocumentType } from "../source/document.ts";
import type { Finding } from "../source/finding.ts";
import { inlineIgnoreReason } from "./ignore.ts";

/** The reason on its line to ignore each finding; findings without one are absent. */
export type LineReasons = ReadonlyMap<Finding, string>;

export const noLineReasons: LineReasons = new Map();

const files: ReadonlySet<DocumentType> = new Set(["file", "patch", "blob"]);

/**
 * The reasons that the lines of a change give. The newest state of a file decides for all of its commits: a reason that
 * a later commit adds counts for the earlier ones, and one that a later commit removes counts for none. Where the
 * key was removed from the file, its own line decides. Titles, descriptions and messages give no reasons: anyone can write them.
 * @param findings of the commits
 * @param head findings of the newest state
 */
export function lineReasons(findings: readonly Finding[], head: readonly Finding[]): LineReasons {
  const reasons = new Map<Finding, string>();
  const newest = Map.groupBy(head, placeKey);
  for (const finding of findings) {
    const standing = newest.get(placeKey(finding)) ?? [finding];
    const given = standing.map(ownReason);
    if (given[0] && !given.includes(null)) reasons.set(finding, given[0]);
  }
  for (const finding of head) {
    const reason = ownReason(finding);
    if (reason !== null) reasons.set(finding, reason);
  }
  return reasons;
}

/** The reason on the finding's own line if it is in a file, or null. */
function ownReason(finding: Finding): string | null {
  return finding.address.path !== null && files.has(finding.address.type) ? inlineIgnoreReason(finding) : null;
}

/** The same for every line of one file that contains one key. */
function placeKey({ credential, address }: Finding): string {
  const inside = address.container[0] === address.path ? address.container.slice(1) : address.container;
  return JSON.stringify([credential.fingerprint, address.path, inside]);
}
