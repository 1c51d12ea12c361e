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
