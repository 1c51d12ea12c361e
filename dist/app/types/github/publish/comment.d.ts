import type { GitHubClient } from "../client/client.js";
import type { PullRequestName } from "../pull.js";
/** Our comment on a pull request. */
export interface OwnComment {
    readonly id: number;
    readonly body: string;
    /** Web address. */
    readonly url: string;
}
/**
 * Finds the comments on a pull request that may be ours, oldest first. People can paste the marker, so only a bot's
 * comment counts, and only one that begins with it: others quote us. A comment of Keyhawk under another name (as an
 * App and as a workflow's step) cannot be told from ours before it is changed. Throws Octokit's error.
 */
export declare function findComments(client: GitHubClient, name: PullRequestName): Promise<readonly OwnComment[]>;
/** Writes a new comment. Throws Octokit's error. */
export declare function postComment(client: GitHubClient, name: PullRequestName, body: string): Promise<OwnComment>;
/** Changes a comment; null when GitHub does not let us, or it is gone. Throws Octokit's error for anything else. */
export declare function changeComment(client: GitHubClient, { owner, repo }: PullRequestName, body: string, comment: OwnComment): Promise<OwnComment | null>;
/** `missing`: GitHub does not show it, to us or to anybody. */
export type Deletion = "deleted" | "missing" | "refused";
/** Takes a comment away. Throws Octokit's error for what is no answer. */
export declare function deleteComment(client: GitHubClient, { owner, repo }: PullRequestName, comment: OwnComment): Promise<Deletion>;
/** Whether two bodies say the same: GitHub may store line ends in its own way and trim the end. */
export declare function isSameBody(a: string, b: string): boolean;
