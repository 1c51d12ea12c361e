import type { Octokit } from "@octokit/core";
/**
 * What this folder needs of an Octokit: `request` and `log`. Probot's, the Action's and the command line's all have it,
 * each with the throttling and retry plugins.
 */
export type GitHubClient = Pick<Octokit, "request" | "log">;
