import { type LineReasons } from "../policy/line-reasons.js";
import type { Policy } from "../policy/policy.js";
import type { Finding } from "../source/finding.js";
import type { KeyReport, KeyResponse, Place } from "./key-report.js";
/** What is known about a change's keys apart from their findings. */
export interface GroupOptions {
    /** Findings in the newest state of the change, with the head's line numbers. */
    readonly head: readonly Finding[];
    readonly policy: Pick<Policy, "ignore">;
    /** Reasons to ignore a key that are written on its line. */
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
export declare function groupKeys(findings: readonly Finding[], options: GroupOptions): KeyReport[];
/** A key that a comment remembers and this scan did not find. */
export declare function earlierKey(key: KeyReport, policy: Pick<Policy, "ignore">): KeyReport;
/** A finding without its key. */
export declare function placeOf(finding: Finding): Place;
