import { commentMarker, parseState } from "../report/render-comment.ts";
import type { GitHubClient } from "./client.ts";
import { isAbsent } from "./request-error.ts";

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
    if (data.length < perPage) return found;
  }
}

/**
 * Writes the comment, or changes it in place; one that says the same already is left alone. What GitHub does not let us
 * change is another's: then it is the next one that may be ours, or a new one, unless the other one tells of every key
 * already, as where an App and a workflow's step both look. Throws Octokit's error.
 * @param existing one that may be ours, or null when none is known
 */
export async function writeComment(
  client: GitHubClient,
  name: PullRequestName,
  body: string,
  existing: OwnComment | null,
): Promise<OwnComment> {
  if (existing === null) return postComment(client, name, body);
  const changed = await changeComment(client, name, body, existing);
  if (changed !== null) return changed;
  for (const comment of await findComments(client, name)) {
    const next = comment.id === existing.id ? null : await changeComment(client, name, body, comment);
    if (next !== null) return next;
  }
  return tellsAll(existing, body) ? existing : postComment(client, name, body);
}

/** True when a comment names every key of a body, with every answer of the revocation hook that the body has. */
function tellsAll(comment: OwnComment, body: string): boolean {
  const told = new Map(parseState(comment.body).map((key) => [key.fingerprint, key]));
  return parseState(body).every(({ fingerprint, response }) => {
    const known = told.get(fingerprint);
    const answered = response !== null && response.result !== "pending" && response.result !== "failed";
    return known !== undefined && (!answered || known.response?.result === response.result);
  });
}

async function postComment(client: GitHubClient, name: PullRequestName, body: string): Promise<OwnComment> {
  const { owner, repo, number } = name;
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const { data } = await client.request(route, { owner, repo, issue_number: number, body });
  return { id: Number(data.id), body, url: data.html_url };
}

/** Null when GitHub does not let us change it, or it is gone. */
async function changeComment(
  client: GitHubClient,
  { owner, repo }: PullRequestName,
  body: string,
  comment: OwnComment,
): Promise<OwnComment | null> {
  if (normalized(comment.body) === normalized(body)) return comment;
  const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
  try {
    await client.request(route, { owner, repo, comment_id: comment.id, body });
    return { ...comment, body };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** GitHub may store line ends in its own way and trim the end. */
function normalized(body: string): string {
  return body.replaceAll("\r\n", "\n").trimEnd();
}
