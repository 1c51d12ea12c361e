import type { GitHubClient } from "../client/client.js";
import type { PullRequestName } from "../pull.js";
import { type Voice } from "./voice.js";
/** A comment on a pull request. */
export interface Comment {
    readonly id: number;
    readonly body: string;
    /** Web address. */
    readonly url: string;
}
/** A comment that begins as ours do. */
export interface MarkedComment extends Comment {
    /** `own`: we wrote it. `app`: a GitHub App other than GitHub Actions did. `bot`: some other bot. */
    readonly by: "own" | "app" | "bot";
    /** Id of the App that wrote it, as far as GitHub says. */
    readonly app: number | null;
}
/**
 * The comments on a pull request that begin with our marker, oldest first: ours, and those of bots. People can paste the
 * marker, so theirs count only when the token is theirs. Throws Octokit's error.
 */
export declare function findComments(client: GitHubClient, { owner, repo, number }: PullRequestName, voice: Pick<Voice, "writer">): Promise<readonly MarkedComment[]>;
/** Writes a new comment. Resolves to it and to whoever wrote it. Throws Octokit's error. */
export declare function postComment(client: GitHubClient, name: PullRequestName, body: string, voice: Pick<Voice, "writer">): Promise<{
    readonly comment: MarkedComment;
    readonly login: string | null;
}>;
/** Changes a comment; null when GitHub does not let us, or it is gone. Throws Octokit's error for anything else. */
export declare function changeComment<T extends Comment>(client: GitHubClient, { owner, repo }: PullRequestName, body: string, comment: T): Promise<T | null>;
/** Deletes a comment; false when GitHub does not let us. Throws Octokit's error for what is no answer. */
export declare function deleteComment(client: GitHubClient, { owner, repo }: PullRequestName, comment: Comment): Promise<boolean>;
/** Whether two bodies say the same: GitHub may store line ends in its own way and trim the end. */
export declare function isSameBody(a: string, b: string): boolean;
