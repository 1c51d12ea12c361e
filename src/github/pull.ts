import type { NoChange, PullRequestChange } from "./change.ts";
import { changeFromEvent } from "./change-from-event.ts";
import type { GitHubClient } from "./client/client.ts";
import { isAbsent } from "./client/request-error.ts";

/** Identifies one pull request. */
export interface PullRequestName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** The current state of a pull request, as an event about it would describe it. Throws Octokit's error. */
export async function fetchPull(
  client: GitHubClient,
  { owner, repo, number }: PullRequestName,
): Promise<PullRequestChange | NoChange> {
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
  const { data } = await client.request(route, { owner, repo, pull_number: number });
  const change = changeFromEvent("pull_request", { action: "synchronize", pull_request: data });
  if (change.type === "none") return change;
  if (change.type !== "pull-request") return { type: "none", reason: "A pull request is not a push." };
  // By now something else may have been pushed.
  const { pushedAt: _, ...present } = change;
  return present;
}

/** One state of a pull request. */
export interface PullRequestState extends PullRequestName {
  readonly headSha: string;
  /** ISO 8601; null when it is not known. */
  readonly updatedAt: string | null;
}

/**
 * True unless the pull request has a newer head by now. GitHub's response may be older than the event; then the event
 * is right. Also true for a token that may not read pull requests. Throws Octokit's error for anything else.
 */
export async function isPresentHead(
  client: GitHubClient,
  { owner, repo, number, headSha, updatedAt }: PullRequestState,
): Promise<boolean> {
  try {
    const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
    const { data } = await client.request(route, { owner, repo, pull_number: number });
    return data.head.sha === headSha || (updatedAt !== null && Date.parse(data.updated_at) < Date.parse(updatedAt));
  } catch (error) {
    if (isAbsent(error)) return true;
    throw error;
  }
}
