import { compareSeverity } from "../policy/conclude.ts";
import { type IgnoredBy, ignoredPathReason, ignoreReason } from "../policy/ignore.ts";
import { type LineReasons, noLineReasons } from "../policy/line-reasons.ts";
import type { Policy } from "../policy/policy.ts";
import type { DocumentType } from "../source/document.ts";
import type { Finding } from "../source/finding.ts";
import { combineKnown, combineResponses } from "./combine-known.ts";
import type { KeyReport, KeyResponse, Place } from "./key-report.ts";

/** What is known about a change's keys apart from their findings. */
export interface GroupOptions {
  /** Findings in the newest state of the change, with the head's line numbers. */
  readonly head: readonly Finding[];
  readonly policy: Pick<Policy, "ignore">;
  /** Reasons to ignore a key on its own line. */
  readonly lines?: {
    /** Reasons that count. */
    readonly reasons: LineReasons;
    /** By fingerprint: why the reason on a key's line does not count. */
    readonly refused: ReadonlyMap<string, string>;
  };
  /** Answers of the revocation hook by fingerprint. */
  readonly responses: ReadonlyMap<string, KeyResponse>;
  /** What was reported before; keys without a finding in this scan are reported as `earlier`. */
  readonly previous: readonly KeyReport[];
}

/**
 * Findings of a change as keys: most severe first, then in the order in which they came in.
 * A key is ignored only when the configuration, or a reason on the line, silences it in every place.
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
    // Titles and descriptions have no history to scan: what was found in them is there now.
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
    const ignored = ignoredIn(all, options);
    const refused = options.lines?.refused.get(fingerprint);
    const key: KeyReport = {
      kind,
      masked,
      fingerprint,
      severity: worst.severity,
      confidence: surest(all),
      ...(worst.expiresAt === undefined ? {} : { expiresAt: worst.expiresAt }),
      places: distinct((introduced.length > 0 ? introduced : head).map(placeOf)),
      headPlaces: distinct(head.map(placeOf)),
      earlier: false,
      response: options.responses.get(fingerprint) ?? null,
      ...(ignored === null ? { ignored } : ignored),
      ...(ignored === null && refused !== undefined ? { lineReasonRefused: refused } : {}),
    };
    // Another shell may have verified the key while this one does not.
    keys.push(known === undefined ? key : combineKnown(key, known));
  }
  for (const key of options.previous) {
    if (groups.has(key.fingerprint)) continue;
    const response = combineResponses(options.responses.get(key.fingerprint) ?? null, key.response);
    keys.push(earlierKey({ ...key, response }, options.policy));
  }
  // The sort is stable, so keys of one severity stay in the order in which they came in.
  return keys.sort((a, b) => compareSeverity(a.severity, b.severity));
}

/** A key that a comment remembers and this scan did not find. */
export function earlierKey(key: KeyReport, policy: Pick<Policy, "ignore">): KeyReport {
  return { ...key, headPlaces: [], earlier: true, ...ignoredBefore(key, policy) };
}

const editable: ReadonlySet<DocumentType> = new Set(["pull-request-title", "pull-request-body"]);

/** A finding without its key. */
export function placeOf(finding: Finding): Place {
  const { address, line, column, endLine, endColumn, encoding, excerpt } = finding;
  return { address, line, column, endLine, endColumn, encoding, excerpt };
}

interface Ignored {
  readonly ignored: string;
  readonly ignoredBy: IgnoredBy;
}

/** Why a key is ignored when every one of its places is; shows the reason of the first place. */
function ignoredIn(findings: readonly Finding[], { policy, lines }: GroupOptions): Ignored | null {
  const reasons = lines?.reasons ?? noLineReasons;
  let first: Ignored | null = null;
  for (const finding of findings) {
    const configured = ignoreReason(finding, policy);
    const ignored = configured ?? reasons.get(finding);
    if (ignored === undefined) return null;
    first ??= { ignored, ignoredBy: configured === null ? "line" : "configuration" };
  }
  return first;
}

/** A key that was ignored on its line remains ignored once the key, and the line with it, is removed. */
function ignoredBefore(key: KeyReport, policy: Pick<Policy, "ignore">): Ignored | Pick<KeyReport, "ignored"> {
  const reasons = key.places.map((place) => ignoredPathReason(place.address.path, policy));
  const inPaths = reasons.includes(null) ? null : (reasons[0] ?? null);
  const configured = ignoreReason({ credential: key, address: { path: null } }, policy) ?? inPaths;
  if (configured !== null) return { ignored: configured, ignoredBy: "configuration" };
  return key.ignoredBy === "line" && key.ignored !== null
    ? { ignored: key.ignored, ignoredBy: "line" }
    : { ignored: null };
}

function surest(findings: readonly Finding[]): Finding["confidence"] {
  const levels = findings.map((finding) => finding.confidence);
  return levels.includes("high") ? "high" : levels.includes("medium") ? "medium" : "low";
}

/** A source may read the same bytes twice, as a patch and as a blob. */
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
