import type { Octokit } from "@octokit/core";

/**
 * The parts of an Octokit that this folder needs: `request`, `graphql` and `log`. Probot's, the Action's and the command
 * line's clients all have them, each with the throttling and retry plugins.
 */
export type GitHubClient = Pick<Octokit, "request" | "graphql" | "log">;
