import { compareSeverity } from "../policy/conclude.ts";
import { ignoredPathReason, ignoreReason } from "../policy/ignore.ts";
import type { Policy } from "../policy/policy.ts";
import type { DocumentType } from "../source/document.ts";
import type { Finding } from "../source/finding.ts";
import type { KeyReport, KeyResponse, Place } from "./key-report.ts";

/** What is known of a change's keys beside their findings. */
export interface GroupOptions {
  /** Findings in the newest state of the change, with the head's line numbers. */
  readonly head: readonly Finding[];
  readonly policy: Pick<Policy, "ignore">;
  /** Answers of the revocation hook by fingerprint. */
  readonly responses: ReadonlyMap<string, KeyResponse>;
  /** What was reported before; keys that are in no finding any more stay, as `earlier`. */
  readonly previous: readonly KeyReport[];
}

/**
 * Findings of a change as keys: most severe first, then in the order in which they came in.
 * A key is ignored only when the configuration silences it in every place.
 */
export function groupKeys(findings: readonly Finding[], options: GroupOptions): KeyReport[] {
  const before = new Map(options.previous.map((key) => [key.fingerprint, key]));
  const groups = new Map<string, { introduced: Finding[]; head: Finding[] }>();
  const groupOf = (finding: Finding) => {
    const { fingerprint } = finding.credential;
    const group = groups.get(fingerprint) ?? { introduced: [], head: [] };
    groups.set(fingerprint, group);
    return group;
  };
  for (const finding of findings) {
    const group = groupOf(finding);
    group.introduced.push(finding);
    // A title and a description have no history to scan: what was found in them is there now.
    if (editable.has(finding.address.type)) group.head.push(finding);
  }
  for (const finding of options.head) groupOf(finding).head.push(finding);

  const keys: KeyReport[] = [];
  for (const [fingerprint, { introduced, head }] of groups) {
    const all = [...introduced, ...head];
    const worst = all.toSorted((a, b) => compareSeverity(a.severity, b.severity))[0];
    if (worst === undefined) continue;
    const { kind, masked } = worst.credential;
    const known = before.get(fingerprint);
    const reasons = all.map((finding) => ignoreReason(finding, options.policy));
    keys.push({
      kind,
      masked,
      fingerprint,
      severity: worst.severity,
      confidence: surest(all),
      places: distinct((introduced.length > 0 ? introduced : head).map(placeOf)),
      headPlaces: distinct(head.map(placeOf)),
      earlier: false,
      // Another shell may have found it out, and this one does not ask.
      ...(known?.status === undefined ? {} : { status: known.status }),
      response: options.responses.get(fingerprint) ?? known?.response ?? null,
      ignored: reasons.includes(null) ? null : (reasons[0] ?? null),
    });
  }
  for (const key of options.previous) {
    if (groups.has(key.fingerprint)) continue;
    keys.push({
      ...key,
      headPlaces: [],
      earlier: true,
      response: options.responses.get(key.fingerprint) ?? key.response,
      ignored: ignoredBefore(key, options.policy),
    });
  }
  // The sort is stable, so keys of one severity stay in the order in which they came in.
  return keys.sort((a, b) => compareSeverity(a.severity, b.severity));
}

const editable: ReadonlySet<DocumentType> = new Set(["pull-request-title", "pull-request-body"]);

/** A finding without its key. */
export function placeOf(finding: Finding): Place {
  const { address, line, column, endLine, endColumn, encoding, excerpt } = finding;
  return { address, line, column, endLine, endColumn, encoding, excerpt };
}

function ignoredBefore(key: KeyReport, policy: Pick<Policy, "ignore">): string | null {
  const named = ignoreReason({ credential: key, address: { path: null } }, policy);
  if (named !== null) return named;
  const reasons = key.places.map((place) => ignoredPathReason(place.address.path, policy));
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

function surest(findings: readonly Finding[]): Finding["confidence"] {
  const levels = findings.map((finding) => finding.confidence);
  return levels.includes("high") ? "high" : levels.includes("medium") ? "medium" : "low";
}

/** Sources may read the same bytes twice, as a patch and as a blob. */
function distinct(places: readonly Place[]): Place[] {
  const seen = new Map<string, Place>();
  for (const place of places) {
    const { type, path, commit, container } = place.address;
    const text = type === "patch" || type === "blob" || type === "file" ? "file" : type;
    const id = JSON.stringify([
      text,
      path,
      commit,
      container,
      place.line,
      place.column,
      place.endLine,
      place.endColumn,
    ]);
    if (!seen.has(id)) seen.set(id, place);
  }
  return [...seen.values()];
}
