import type { GitHubClient } from "../client/client.js";
/** `untold`: GitHub does not tell this token. */
export type WriteAccess = "yes" | "no" | "untold";
/** Whether a person may push to a repository, for one request. Throws Octokit's error for what is no answer. */
export declare function writeAccess(client: GitHubClient, { owner, repo, login }: {
    readonly owner: string;
    readonly repo: string;
    readonly login: string;
}): Promise<WriteAccess>;
