import { commentMarker } from "../report/render-comment.ts";
import type { GitHubClient } from "./client.ts";

/** Our comment on a pull request. */
export interface OwnComment {
  readonly id: number;
  readonly body: string;
  /** Web address. */
  readonly url: string;
}

export interface PullRequestName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

const perPage = 100;

/**
 * Finds the comment that we wrote on a pull request earlier, or null. People can paste the marker,
 * so only a bot's comment counts. Throws Octokit's error.
 */
export async function findComment(client: GitHubClient, name: PullRequestName): Promise<OwnComment | null> {
  const { owner, repo, number } = name;
  for (let page = 1; ; page++) {
    const { data } = await client.request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner,
      repo,
      issue_number: number,
      per_page: perPage,
      page,
    });
    for (const { id, body, user, html_url } of data) {
      if (user?.type === "Bot" && body?.includes(commentMarker)) return { id: Number(id), body, url: html_url };
    }
    if (data.length < perPage) return null;
  }
}

/** Writes the comment, or changes it in place; one that says the same already is left alone. Throws Octokit's error. */
export async function writeComment(
  client: GitHubClient,
  name: PullRequestName,
  body: string,
  existing: OwnComment | null,
): Promise<OwnComment> {
  const { owner, repo, number } = name;
  if (existing === null) {
    const { data } = await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner,
      repo,
      issue_number: number,
      body,
    });
    return { id: Number(data.id), body, url: data.html_url };
  }
  if (normalized(existing.body) === normalized(body)) return existing;
  await client.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
    owner,
    repo,
    comment_id: existing.id,
    body,
  });
  return { ...existing, body };
}

/** GitHub may store line ends in its own way and trim the end. */
function normalized(body: string): string {
  return body.replaceAll("\r\n", "\n").trimEnd();
}
