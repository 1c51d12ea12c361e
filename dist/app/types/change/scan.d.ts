import type { Change } from "../github/change.js";
import type { GitHubClient } from "../github/client/client.js";
import type { RequestedPatch } from "../github/read/request-patch.js";
import type { Policy } from "../policy/policy.js";
import { type ChangeReport } from "../report/change-report.js";
import type { KeyReport, KeyResponse } from "../report/key-report.js";
import type { Finding } from "../source/finding.js";
export interface ScanChangeOptions {
    readonly policy: Policy;
    /** Origin of web links, without a final slash: `https://github.com`. */
    readonly webUrl: string;
    /** Answers of the revocation hook by fingerprint. */
    readonly responses: ReadonlyMap<string, KeyResponse>;
    /**
     * What was reported on this change before; keys that no commit holds any more stay reported.
     * A function is called only when the change holds a key.
     */
    readonly previous: readonly KeyReport[] | (() => Promise<readonly KeyReport[]>);
    /** What was asked for while the policy was read. */
    readonly requested?: RequestedPatch | null;
}
/** A scanned change. The findings hold the raw credentials, the report does not. */
export interface ScannedChange {
    readonly report: ChangeReport;
    /** In the order in which the commits and texts were read. */
    readonly findings: readonly Finding[];
}
/**
 * Reads a change from GitHub and scans it: every added line and every message of its commits, and the texts around
 * them. A change without a key costs one request, however many commits it has, up to GitHub's bound on diffs.
 * Throws a `Failure` when GitHub does not show the change; what is missing in part is in the report's coverage.
 */
export declare function scanChange(client: GitHubClient, change: Change, options: ScanChangeOptions): Promise<ScannedChange>;
