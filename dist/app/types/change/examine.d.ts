import type { Change } from "../github/change.js";
import type { GitHubClient } from "../github/client/client.js";
import { type MarkedComment } from "../github/publish/comment.js";
import type { Voice } from "../github/publish/voice.js";
import { loadPolicy } from "../github/read/load-policy.js";
import type { Policy } from "../policy/policy.js";
import { type StateSeal } from "../report/comment-state.js";
import type { KeyResponse } from "../report/key-report.js";
import { type ScannedChange } from "./scan.js";
export interface ExamineOptions {
    /** Origin of web links, without a final slash: `https://github.com`. */
    readonly webUrl: string;
    /** Answers of the revocation hook by fingerprint. */
    readonly responses: ReadonlyMap<string, KeyResponse>;
    /** Whether and when Keyhawk's comments on a pull request are read: they remember the keys of its earlier heads. */
    readonly comments: CommentReading;
    /** Reads the configuration of a branch; from its repository and the owner's shared one when absent. */
    readonly loadPolicy?: typeof loadPolicy;
}
/** `when-found`: only for a change that holds a key. `never`: nothing is published about the change. */
export type CommentReading = "never" | {
    readonly when: "always" | "when-found";
    readonly voice: Voice;
};
/** A change that was read and judged: what the later stages work on. */
export interface ExaminedChange extends ScannedChange {
    readonly policy: Policy;
    /** The comments that begin as ours do, as they were when the report was made. */
    readonly comments: readonly MarkedComment[];
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
/** What the comments on a pull request are sealed with; null where there is no secret. */
export declare function sealFor({ owner, repo, number }: {
    readonly owner: string;
    readonly repo: string;
    readonly number: number;
}, { secret }: Voice): StateSeal | null;
