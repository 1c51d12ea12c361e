import type { ChangeReport } from "../../report/change-report.js";
import type { GitHubClient } from "../client/client.js";
import type { PullRequestName } from "../pull.js";
import { type Voice } from "./voice.js";
/** What came of writing review comments. */
export interface WrittenReview {
    /** Number of comments that are new. */
    readonly written: number;
    /** Number of comments that GitHub did not take: their lines are not part of the diff. */
    readonly refused: number;
}
/**
 * Writes the review comments of a pull request that are not there yet, in one review, and deletes copies of ours that
 * runs at the same time left. A line that GitHub does not count to the diff gets none. Throws Octokit's error.
 */
export declare function writeReview(client: GitHubClient, report: ChangeReport, name: PullRequestName, voice: Pick<Voice, "writer">): Promise<WrittenReview>;
