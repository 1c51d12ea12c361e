import type { Change } from "../github/change.js";
import type { GitHubClient } from "../github/client/client.js";
import { type CheckRunOptions, type HeadUse, type OwnCheckRun } from "../github/publish/check-run.js";
import type { MarkedComment } from "../github/publish/comment.js";
import type { Voice } from "../github/publish/voice.js";
import type { Policy } from "../policy/policy.js";
import type { ChangeReport } from "../report/change-report.js";
/** What is published: an examined change is one. */
export interface PublishableChange {
    readonly report: ChangeReport;
    readonly policy: Policy;
    /** The comments that begin as ours do, as they were when the report was made. */
    readonly comments: readonly MarkedComment[];
}
export interface PublishOptions extends CheckRunOptions {
    /** When the pull request was last updated as far as its event knows, ISO 8601; null for a push. */
    readonly updatedAt: string | null;
    /** As whom Keyhawk writes on GitHub. */
    readonly voice: Voice;
    /**
     * What happens when something cannot be published for now. `throw`: failed work is done again later, so the error is
     * thrown after everything else was tried. `report`: it is a problem like others.
     */
    readonly outage: "throw" | "report";
    /**
     * What happens when GitHub's check runs do not know the head commit. `throw`: it was read, so they will know it soon,
     * and failed work is done again later. `report`: it is a problem like others.
     */
    readonly unknownHead: "throw" | "report";
}
/**
 * What is known, without a database, of other pull requests with the same head. A clean pull request costs at most three
 * requests: the patch, the check run, and one list. Right after it was opened it can have no comment of ours, and the list
 * is that of the commit's check runs, where the red one of another pull request may be old. Later it is that of the
 * comments: a new head is new to other pull requests, too, and GitHub's answer to the new check run names them. It names
 * none of forks, for which both lists are needed.
 */
export declare function headUseOf(change: Change, comments: "read" | "unread"): HeadUse;
/** What is on GitHub now. */
export interface Published {
    readonly comment: MarkedComment | null;
    readonly checkRun: OwnCheckRun | null;
    /** Number of review comments written this time. */
    readonly reviewComments: number;
    /** What could not be published, each a sentence that says why and what helps. */
    readonly problems: readonly string[];
}
/**
 * The last stage of handling a change: the comment and the review of a pull request, and the check run. Each can be
 * published again with the same result, and none waits for the success of another: what GitHub refuses or fails to do
 * is a problem, and the rest goes on. With `outage: "throw"` it ends with a `Failure` when trying later may help.
 */
export declare function publishChange(client: GitHubClient, { report, policy, comments }: PublishableChange, options: PublishOptions): Promise<Published>;
