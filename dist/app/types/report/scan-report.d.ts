import type { Confidence, KindId, Severity } from "../detect/kind.js";
import { type Conclusion, type Judgement } from "../policy/conclude.js";
import { type IgnoredBy, type InlineReasons } from "../policy/ignore.js";
import type { ConfigurationProblem, Policy } from "../policy/policy.js";
import type { Coverage } from "../source/coverage.js";
import type { ExposureFinding, Finding } from "../source/finding.js";
import type { ChangeReport } from "./change-report.js";
import type { KeyStatus, Place } from "./key-report.js";
export type { KeyStatus } from "./key-report.js";
/** One finding of a scan, without the key: safe to store and to print. */
export interface ReportedFinding extends Place {
    readonly kind: KindId;
    readonly masked: string;
    readonly fingerprint: string;
    readonly severity: Severity;
    readonly confidence: Confidence;
    readonly status: KeyStatus;
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
}
/** A local scan as a report, with ignore rules applied and without raw keys. */
export declare function scanReport(scanned: Scanned, options: ScanReportOptions): ScanReport;
/**
 * A change as a scan report, for the same formats. `introduced`: every commit and text that brought a key in.
 * `head`: where each key is now or, when it was removed, where it last came in; for SARIF.
 */
export declare function scanReportOfChange(report: ChangeReport, places: "introduced" | "head"): ScanReport;
/** What a scan's exit code follows from: `failure` 1, `neutral` 3, `success` 0. */
export declare function concludeScan(report: ScanReport, policy: Judgement): Conclusion;
/** One key of a scan, over all its findings. */
export interface ScannedKey {
    readonly first: ReportedFinding;
    readonly findings: readonly ReportedFinding[];
}
/** Findings by key, most severe first; a key that is ignored in some of its places is in both lists. */
export declare function scannedKeys(findings: readonly ReportedFinding[]): ScannedKey[];
