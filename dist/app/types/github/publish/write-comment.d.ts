import { type StateSeal } from "../../report/comment-state.js";
import type { KeyReport } from "../../report/key-report.js";
import type { GitHubClient } from "../client/client.js";
import type { PullRequestName } from "../pull.js";
import { type MarkedComment } from "./comment.js";
import type { Voice } from "./voice.js";
export interface CommentText {
    /** The body. @param known what comments of ours remember that the report behind it does not know */
    render(known: readonly KeyReport[]): string;
    /** Comments as they were when the report was made: what ours remember is in it. */
    readonly considered: readonly MarkedComment[];
    /** The commit that the report is about: check runs on it show which Apps are Keyhawk's. */
    readonly headSha: string;
    readonly seal: StateSeal | null;
}
/**
 * Writes our comment, or changes the one that is there, so that one remains, and nothing is lost that ours remembered.
 * Looks again after each change. Resolves to the comment that shows the report, which may be the App's. Throws Octokit's
 * error.
 */
export declare function writeComment(client: GitHubClient, name: PullRequestName, text: CommentText, voice: Pick<Voice, "writer">): Promise<MarkedComment>;
