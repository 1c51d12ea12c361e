import type { NoChange, PullRequestChange } from "./change.ts";
import { changeFromEvent } from "./change-from-event.ts";
import type { GitHubClient } from "./client/client.ts";

/** Names one pull request. */
export interface PullRequestName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** The present state of a pull request, as an event about it would describe it. Throws Octokit's error. */
export async function fetchPull(
  client: GitHubClient,
  { owner, repo, number }: PullRequestName,
): Promise<PullRequestChange | NoChange> {
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
  const { data } = await client.request(route, { owner, repo, pull_number: number });
  const change = changeFromEvent("pull_request", { action: "synchronize", pull_request: data });
  return change.type === "push" ? { type: "none", reason: "A pull request is no push." } : change;
}
