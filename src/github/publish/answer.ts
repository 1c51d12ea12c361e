import { createHash } from "node:crypto";
import type { GitHubClient } from "../client/client.ts";
import { pages } from "../client/pages.ts";
import { isAbsent } from "../client/request-error.ts";
import type { PullRequestName } from "../pull.ts";
import { postOnce } from "./post-once.ts";
import { isWrittenBy, type Voice } from "./voice.ts";

/** An answer to a person, in a comment of its own. */
export interface Answer {
  /** Identifies what is answered: there is one comment for it. */
  readonly to: string;
  /** Markdown. */
  readonly body: string;
  /** ISO 8601: nothing older can be the answer. Null when that is not known. */
  readonly since: string | null;
}

/** The line with which an answer begins, by what it answers. */
export function markerOf(to: string): string {
  return `<!-- keyhawk:answer ${createHash("sha256").update(to).digest("hex").slice(0, 16)} -->`;
}

/** Writes an answer unless it is on GitHub already. Throws Octokit's error. */
export async function answerOnce(
  client: GitHubClient,
  { owner, repo, number }: PullRequestName,
  { to, body, since }: Answer,
  voice: Pick<Voice, "writer">,
): Promise<void> {
  const marker = markerOf(to);
  const find = async () => {
    const comments = pages(async (page) => {
      const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
      const from = since === null ? {} : { since };
      return (await client.request(route, { owner, repo, issue_number: number, ...from, ...page })).data;
    });
    for await (const { body: text, user, performed_via_github_app: app } of comments) {
      if (!text?.startsWith(marker)) continue;
      if (isWrittenBy(await voice.writer(), { user, performed_via_github_app: app })) return true;
    }
    return null;
  };
  if ((await find()) !== null) return;
  await postOnce(async () => {
    await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner,
      repo,
      issue_number: number,
      body: `${marker}\n${body}\n`,
      request: { retries: 0 },
    });
    return true;
  }, find);
}

/**
 * Reacts to a comment; a repetition changes nothing. The comment may be gone, or the App may lack the permission: a
 * reaction only confirms what is said elsewhere. Throws Octokit's error for anything else.
 */
export async function react(
  client: GitHubClient,
  { owner, repo, comment }: { readonly owner: string; readonly repo: string; readonly comment: number },
  content: "eyes" | "+1" | "confused",
): Promise<void> {
  const route = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
  try {
    await client.request(route, { owner, repo, comment_id: comment, content });
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}
