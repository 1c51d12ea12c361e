import type { Change } from "../github/change.js";
import type { ChangeReader } from "../github/read/change-reader.js";
import { type LineReasons } from "../policy/line-reasons.js";
import type { Policy } from "../policy/policy.js";
import type { Finding } from "../source/finding.js";
/** The reasons on the lines of a change, judged. */
export interface JudgedLineReasons {
    /** Those that count. */
    readonly reasons: LineReasons;
    /** By fingerprint: why the reason on a key's line does not count, to stand after a colon. */
    readonly refused: ReadonlyMap<string, string>;
}
/** What was found in a change. */
export interface FoundInChange {
    /** In its commits and texts. */
    readonly findings: readonly Finding[];
    /** In its newest state, as `reader` read it. */
    readonly head: readonly Finding[];
    readonly reader: ChangeReader;
}
/**
 * Which `keyhawk:ignore <reason>` count. Who pushes to the repository may write to it, so their lines count. Of a fork's
 * pull request those count that the base branch has, and all of them when it is the own fork of somebody who may write
 * to the repository. GitHub is asked only when there is a reason to judge. Throws a `Failure` when it does not answer.
 */
export declare function judgeLineReasons(change: Change, found: FoundInChange, policy: Policy): Promise<JudgedLineReasons>;
