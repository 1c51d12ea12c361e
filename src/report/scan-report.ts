import type { Confidence, KindId, Severity } from "../detect/kind.ts";
import { type Conclusion, compareSeverity, conclude, isDead, type Judgement } from "../policy/conclude.ts";
import { type IgnoredBy, type InlineReasons, whyIgnored } from "../policy/ignore.ts";
import type { ConfigurationProblem, Policy } from "../policy/policy.ts";
import type { Coverage } from "../source/coverage.ts";
import type { Address } from "../source/document.ts";
import type { ExposureFinding, Finding } from "../source/finding.ts";
import type { ChangeReport } from "./change-report.ts";
import { placeOf } from "./group-keys.ts";
import type { KeyDetails } from "./key-details.ts";
import type { KeyStatus, Place } from "./key-report.ts";
import { maskStrings } from "./mask-strings.ts";

export type { KeyStatus } from "./key-report.ts";

/** One finding of a scan, without the key: safe to store and to print. */
export interface ReportedFinding extends Place {
  readonly kind: KindId;
  readonly masked: string;
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** ISO 8601: expiry stated by the credential itself; absent when it states none. */
  readonly expiresAt?: string;
  readonly status: KeyStatus;
  /** What else OpenAI says about it; absent when it was not asked. */
  readonly details?: KeyDetails;
  /** The reason it is ignored for, or null. */
  readonly ignored: string | null;
  /** Where that reason is written; null when it is not ignored. */
  readonly ignoredBy: IgnoredBy | null;
}

/** Everything that the command line's formats, and a workflow's files, are made from. Holds no raw credential. */
export interface ScanReport {
  /** What was scanned, to follow "in": `the work tree`, `14 commits of main..HEAD`, `acme/shop#7`. */
  readonly subject: string;
  /** By path, line and column; texts without a path first. */
  readonly findings: readonly ReportedFinding[];
  readonly exposures: readonly ExposureFinding[];
  readonly coverage: Coverage;
  readonly problems: readonly ConfigurationProblem[];
}

/** What `scan` returned. */
export interface Scanned {
  readonly findings: readonly Finding[];
  readonly exposures: readonly ExposureFinding[];
  readonly coverage: Coverage;
}

export interface ScanReportOptions {
  readonly subject: string;
  readonly policy: Pick<Policy, "ignore" | "problems"> & Partial<Pick<Policy, "inlineIgnore">>;
  /** Whether a `keyhawk:ignore <reason>` on the line counts, where the policy allows it. */
  readonly inline: InlineReasons;
  /** What verification found, by fingerprint; a key that is absent is unverified. */
  readonly statuses: ReadonlyMap<string, KeyStatus>;
  /** What else OpenAI says about keys, by fingerprint. */
  readonly details?: ReadonlyMap<string, KeyDetails>;
}

/** A local scan as a report, with ignore rules applied and without raw keys. */
export function scanReport(scanned: Scanned, options: ScanReportOptions): ScanReport {
  const findings = scanned.findings.map((finding): ReportedFinding => {
    const { kind, masked, fingerprint } = finding.credential;
    const ignored = whyIgnored(finding, options.policy, options.inline);
    const details = options.details?.get(fingerprint);
    return {
      ...placeOf(finding),
      kind,
      masked,
      fingerprint,
      severity: finding.severity,
      confidence: finding.confidence,
      ...(finding.expiresAt === undefined ? {} : { expiresAt: finding.expiresAt }),
      status: options.statuses.get(fingerprint) ?? "unverified",
      ...(details === undefined ? {} : { details }),
      ignored: ignored?.reason ?? null,
      ignoredBy: ignored?.by ?? null,
    };
  });
  return maskStrings({
    subject: options.subject,
    findings: findings.sort(byPlace),
    exposures: scanned.exposures.toSorted(byPlace),
    coverage: scanned.coverage,
    problems: options.policy.problems,
  });
}

/**
 * A change as a scan report, for the same formats. `introduced`: every commit and text that brought a key in.
 * `head`: where each key is now or, when it was removed, where it last came in; for SARIF.
 */
export function scanReportOfChange(report: ChangeReport, places: "introduced" | "head"): ScanReport {
  const { owner, repo, number, ref } = report.change;
  const findings = report.keys.flatMap((key) => {
    const now = key.headPlaces.length > 0 ? key.headPlaces : key.places.slice(-1);
    return (places === "head" ? now : key.places).map(
      (place): ReportedFinding => ({
        ...place,
        kind: key.kind,
        masked: key.masked,
        fingerprint: key.fingerprint,
        severity: key.severity,
        confidence: key.confidence,
        ...(key.expiresAt === undefined ? {} : { expiresAt: key.expiresAt }),
        status: isDead(key) ? "revoked" : (key.status ?? "unverified"),
        ...(key.details === undefined ? {} : { details: key.details }),
        ignored: key.ignored,
        ignoredBy: key.ignored === null ? null : (key.ignoredBy ?? "configuration"),
      }),
    );
  });
  return maskStrings({
    subject: number === null ? `${owner}/${repo} ${ref}` : `${owner}/${repo}#${number}`,
    findings: findings.sort(byPlace),
    exposures: report.exposures.toSorted(byPlace),
    coverage: report.coverage,
    problems: report.problems,
  });
}

/** What a scan's exit code follows from: `failure` 1, `neutral` 3, `success` 0. */
export function concludeScan(report: ScanReport, policy: Judgement): Conclusion {
  const keys = report.findings.map((finding) => ({
    severity: finding.severity,
    ignored: finding.ignored,
    // A scan sees one state; only a change has a newer one from which a key may have been removed.
    headPlaces: [finding],
    response: null,
    status: finding.status,
  }));
  return conclude(keys, report.coverage, policy);
}

interface Ordered {
  readonly address: Address;
  readonly line: number;
  readonly column: number;
}

/** By code unit, so that the order is the same on every machine. */
function byPlace(a: Ordered, b: Ordered): number {
  return (
    compare(a.address.path ?? "", b.address.path ?? "") ||
    compare(a.address.container.join("\0"), b.address.container.join("\0")) ||
    a.line - b.line ||
    a.column - b.column
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One key of a scan, over all its findings. */
export interface ScannedKey {
  readonly first: ReportedFinding;
  readonly findings: readonly ReportedFinding[];
}

/** Findings by key, most severe first; a key that is ignored in some of its places is in both lists. */
export function scannedKeys(findings: readonly ReportedFinding[]): ScannedKey[] {
  const groups = Map.groupBy(findings, (finding) => finding.fingerprint);
  const keys = [...groups.values()].flatMap((group) => (group[0] ? [{ first: group[0], findings: group }] : []));
  return keys.sort((a, b) => compareSeverity(a.first.severity, b.first.severity));
}
