import type { Change } from "../github/change.js";
import type { GitHubClient } from "../github/client/client.js";
import { type OwnComment } from "../github/publish/comment.js";
import { loadPolicy } from "../github/read/load-policy.js";
import type { Policy } from "../policy/policy.js";
import type { KeyResponse } from "../report/key-report.js";
import { type ScannedChange } from "./scan.js";
export interface ExamineOptions {
    /** Origin of web links, without a final slash: `https://github.com`. */
    readonly webUrl: string;
    /** Answers of the revocation hook by fingerprint. */
    readonly responses: ReadonlyMap<string, KeyResponse>;
    /** When Keyhawk's comments on a pull request are read: they remember the keys of its earlier heads. */
    readonly comments: CommentReading;
    /** Reads the configuration of a branch; from its repository and the owner's shared one when absent. */
    readonly loadPolicy?: typeof loadPolicy;
}
/** `when-found`: only for a change that holds a key. `never`: nothing is published about the change. */
export type CommentReading = "always" | "when-found" | "never";
/** A change that was read and judged: what the later stages work on. */
export interface ExaminedChange extends ScannedChange {
    readonly policy: Policy;
    /** The comments that may be ours, as they were when the report was made: what they remember is in it. */
    readonly comments: readonly OwnComment[];
}
/**
 * The first stage of handling a change: reads the configuration, scans the change and judges what was found. Changes
 * nothing on GitHub. Throws a `Failure` for what GitHub refuses or fails to do as a whole; `isTransient` says whether
 * trying later may help.
 */
export declare function examineChange(client: GitHubClient, change: Change, options: ExamineOptions): Promise<ExaminedChange>;
/**
 * Whether a comment of ours can be there before this change is published. The event counts comments as they were when
 * it was made: after the first event of a pull request, one of ours may have come since.
 * @param commented what a database, or an earlier try, knows of such a comment
 */
export declare function mayHaveComment(change: Change, commented: "yes" | "no" | "unknown"): boolean;
