import type { NoChange, PullRequestChange } from "./change.js";
import type { GitHubClient } from "./client/client.js";
/** Names one pull request. */
export interface PullRequestName {
    readonly owner: string;
    readonly repo: string;
    readonly number: number;
}
/** The present state of a pull request, as an event about it would describe it. Throws Octokit's error. */
export declare function fetchPull(client: GitHubClient, { owner, repo, number }: PullRequestName): Promise<PullRequestChange | NoChange>;
/** One state of a pull request. */
export interface PullRequestState extends PullRequestName {
    readonly headSha: string;
    /** ISO 8601; null when it is not known. */
    readonly updatedAt: string | null;
}
/**
 * True unless the pull request has a newer head by now. GitHub's answer may be older than the event: then the event is
 * right. Also true for a token that may not read pull requests. Throws Octokit's error for anything else.
 */
export declare function isPresentHead(client: GitHubClient, { owner, repo, number, headSha, updatedAt }: PullRequestState): Promise<boolean>;
