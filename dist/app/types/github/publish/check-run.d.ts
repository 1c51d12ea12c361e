import type { ChangeReport } from "../../report/change-report.js";
import type { GitHubClient } from "../client/client.js";
/** A check run that we wrote. */
export interface OwnCheckRun {
    readonly id: number;
    /** Web address, or null. */
    readonly url: string | null;
}
export interface CheckRunOptions {
    /** The same for every try of the same work. */
    readonly externalId: string;
    /** `further`: an earlier try may have written the check run already. */
    readonly attempt: "first" | "further";
    /** Says who else has the head commit; GitHub's own hints are used when absent. */
    readonly headUse?: () => Promise<HeadUse>;
}
/**
 * What is known of other pull requests with the same head commit. A required check belongs to a commit: the green check
 * of one pull request must not hide the red check of another, so a run that passes gets a name of its own while
 * another one is red. `unshared`: none is known, and GitHub's answer to a new check run names those that came since.
 * `unknown`: the commit's check runs are listed, for one request, before one that passes is written.
 */
export type HeadUse = "shared" | "unshared" | "unknown";
/**
 * A clean push must not stand in for the red check of a pull request with the same head, so each has its own name.
 * The commits of a merge queue are nobody's head, and wait for the check that pull requests require.
 */
export declare function checkName({ change }: ChangeReport): string;
/** Writes the check run on the head commit; a retry goes on with the one of the earlier try. Throws Octokit's error. */
export declare function writeCheckRun(client: GitHubClient, report: ChangeReport, options: CheckRunOptions): Promise<OwnCheckRun>;
