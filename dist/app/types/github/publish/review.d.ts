import type { ChangeReport } from "../../report/change-report.js";
import type { GitHubClient } from "../client/client.js";
/**
 * Writes the review comments of a pull request that are not there yet, in one review; returns how many were written.
 * A line that GitHub does not count to the diff gets none. Throws Octokit's error.
 */
export declare function writeReview(client: GitHubClient, report: ChangeReport, number: number): Promise<number>;
