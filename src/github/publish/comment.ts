import { commentMarker } from "../../report/formats/comment.ts";
import type { GitHubClient } from "../client/client.ts";
import { pages } from "../client/pages.ts";
import { isAbsent, statusOf } from "../client/request-error.ts";
import type { PullRequestName } from "../pull.ts";
import { postOnce } from "./post-once.ts";
import { isWrittenBy, type Voice, type Writer } from "./voice.ts";

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Web address. */
  readonly url: string;
}

/** A comment that begins with Keyhawk's marker. */
export interface MarkedComment extends Comment {
  /**
   * `own`: written with this token. `app`: written by a GitHub App other than GitHub Actions. `bot`: written by some
   * other bot.
   */
  readonly by: "own" | "app" | "bot";
  /** Id of the App that wrote it, if GitHub names it. */
  readonly app: number | null;
}

/** GitHub Actions writes for every workflow, so its comments may repeat any text. */
const actionsSlug = "github-actions";

/**
 * The comments on a pull request that begin with Keyhawk's marker, oldest first: its own, and those of bots. People can
 * paste the marker, so a person's comment counts only when the token belongs to that person. Throws Octokit's error.
 */
export async function findComments(
  client: GitHubClient,
  { owner, repo, number }: PullRequestName,
  voice: Pick<Voice, "writer">,
): Promise<readonly MarkedComment[]> {
  const found: MarkedComment[] = [];
  let writer: Writer | undefined;
  const comments = pages(async (page) => {
    const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
    return (await client.request(route, { owner, repo, issue_number: number, ...page })).data;
  });
  for await (const comment of comments) {
    const { id, body, user, html_url: url, performed_via_github_app: app } = comment;
    if (!body?.startsWith(commentMarker)) continue;
    writer ??= await voice.writer();
    const own = isWrittenBy(writer, { user, performed_via_github_app: app });
    if (!own && user?.type !== "Bot") continue;
    const by = own ? "own" : app && app.slug !== actionsSlug ? "app" : "bot";
    found.push({ id: Number(id), body, url, by, app: app ? Number(app.id) : null });
  }
  return found.sort((a, b) => a.id - b.id);
}

/** Writes a new comment. Resolves to the comment and its author. Throws Octokit's error. */
export async function postComment(
  client: GitHubClient,
  name: PullRequestName,
  body: string,
  voice: Pick<Voice, "writer">,
): Promise<{ readonly comment: MarkedComment; readonly login: string | null }> {
  const { owner, repo, number } = name;
  const post = async () => {
    const { data } = await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner,
      repo,
      issue_number: number,
      body,
      request: { retries: 0 },
    });
    const comment: MarkedComment = { id: Number(data.id), body, url: data.html_url, by: "own", app: null };
    return { comment, login: data.user?.login ?? null };
  };
  const find = async () => {
    const comments = await findComments(client, name, voice);
    const comment = comments.find((other) => other.by === "own" && isSameBody(other.body, body));
    return comment === undefined ? null : { comment, login: null };
  };
  return postOnce(post, find);
}

/**
 * Edits a comment; null when GitHub does not allow it, or the comment is gone. Throws Octokit's error for anything
 * else.
 */
export async function changeComment<T extends Comment>(
  client: GitHubClient,
  { owner, repo }: PullRequestName,
  body: string,
  comment: T,
): Promise<T | null> {
  const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
  try {
    const { data } = await client.request(route, { owner, repo, comment_id: comment.id, body });
    return { ...comment, body, url: data.html_url };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/**
 * Deletes a comment; false when GitHub does not allow it. Throws Octokit's error when GitHub's response is unusable.
 */
export async function deleteComment(
  client: GitHubClient,
  { owner, repo }: PullRequestName,
  comment: Comment,
): Promise<boolean> {
  try {
    const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
    await client.request(route, { owner, repo, comment_id: comment.id });
    return true;
  } catch (error) {
    if (!isAbsent(error)) throw error;
    // A missing comment was deleted by another Keyhawk.
    return statusOf(error) !== 403;
  }
}

/** Whether two bodies are the same: GitHub may normalise line ends and trim the end. */
export function isSameBody(a: string, b: string): boolean {
  return normalized(a) === normalized(b);
}

function normalized(body: string): string {
  return body.replaceAll("\r\n", "\n").trimEnd();
}
