import { commentMarker } from "../../report/formats/comment.ts";
import type { GitHubClient } from "../client/client.ts";
import { isAbsent, statusOf } from "../client/request-error.ts";
import type { PullRequestName } from "../pull.ts";

/** Our comment on a pull request. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
  /** Web address. */
  readonly url: string;
}

const perPage = 100;

/**
 * Finds the comments on a pull request that may be ours, oldest first. People can paste the marker, so only a bot's
 * comment counts, and only one that begins with it: others quote us. A comment of Keyhawk under another name (as an
 * App and as a workflow's step) cannot be told from ours before it is changed. Throws Octokit's error.
 */
export async function findComments(client: GitHubClient, name: PullRequestName): Promise<readonly OwnComment[]> {
  const { owner, repo, number } = name;
  const found: OwnComment[] = [];
  for (let page = 1; ; page++) {
    const { data } = await client.request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner,
      repo,
      issue_number: number,
      per_page: perPage,
      page,
    });
    for (const { id, body, user, html_url } of data) {
      if (user?.type === "Bot" && body?.startsWith(commentMarker)) found.push({ id: Number(id), body, url: html_url });
    }
    if (data.length < perPage) return found.sort((a, b) => a.id - b.id);
  }
}

/** Writes a new comment. Throws Octokit's error. */
export async function postComment(client: GitHubClient, name: PullRequestName, body: string): Promise<OwnComment> {
  const { owner, repo, number } = name;
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const { data } = await client.request(route, { owner, repo, issue_number: number, body });
  return { id: Number(data.id), body, url: data.html_url };
}

/** Changes a comment; null when GitHub does not let us, or it is gone. Throws Octokit's error for anything else. */
export async function changeComment(
  client: GitHubClient,
  { owner, repo }: PullRequestName,
  body: string,
  comment: OwnComment,
): Promise<OwnComment | null> {
  const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
  try {
    await client.request(route, { owner, repo, comment_id: comment.id, body });
    return { ...comment, body };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** `missing`: GitHub does not show it, to us or to anybody. */
export type Deletion = "deleted" | "missing" | "refused";

/** Takes a comment away. Throws Octokit's error for what is no answer. */
export async function deleteComment(
  client: GitHubClient,
  { owner, repo }: PullRequestName,
  comment: OwnComment,
): Promise<Deletion> {
  try {
    const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
    await client.request(route, { owner, repo, comment_id: comment.id });
    return "deleted";
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return statusOf(error) === 403 ? "refused" : "missing";
  }
}

/** Whether two bodies say the same: GitHub may store line ends in its own way and trim the end. */
export function isSameBody(a: string, b: string): boolean {
  return normalized(a) === normalized(b);
}

function normalized(body: string): string {
  return body.replaceAll("\r\n", "\n").trimEnd();
}
