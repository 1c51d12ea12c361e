import type { KeyReport } from "../../report/key-report.js";
import type { GitHubClient } from "../client/client.js";
import type { PullRequestName } from "../pull.js";
import { type OwnComment } from "./comment.js";
export interface CommentText {
    /** The body. @param known what other comments tell that the report behind it does not know */
    render(known: readonly KeyReport[]): string;
    /** Comments as they were when the report was made: what they tell is in it. */
    readonly considered: readonly OwnComment[];
}
/**
 * Writes the comment, or changes the one that is there, so that one remains wherever GitHub allows it, and nothing is
 * lost that another Keyhawk told. Looks again after each change. Resolves to the comment that tells it. Throws Octokit's
 * error.
 */
export declare function writeComment(client: GitHubClient, name: PullRequestName, text: CommentText): Promise<OwnComment>;
