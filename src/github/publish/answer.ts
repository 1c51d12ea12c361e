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

/** Where comments are written, and how Keyhawk's own are recognised there. */
export interface CommentPlace<Comment> {
  readonly list: () => AsyncIterable<Comment>;
  readonly isOwn: (comment: Comment) => boolean | Promise<boolean>;
  /** Must not be retried by a plugin. */
  readonly post: (body: string) => Promise<unknown>;
}

/** Writes an answer unless it is there already. Throws Octokit's error. */
export async function answerAt<Comment extends { readonly body?: string | null }>(
  { list, isOwn, post }: CommentPlace<Comment>,
  { to, body }: Pick<Answer, "to" | "body">,
): Promise<void> {
  const marker = `<!-- keyhawk:answer ${createHash("sha256").update(to).digest("hex").slice(0, 16)} -->`;
  const find = async () => {
    for await (const comment of list()) {
      if (comment.body?.startsWith(marker) && (await isOwn(comment))) return true;
    }
    return null;
  };
  if ((await find()) !== null) return;
  await postOnce(async () => {
    await post(`${marker}\n${body}\n`);
    return true;
  }, find);
}

/** Writes an answer on an issue or pull request unless it is there already. Throws Octokit's error. */
export async function answerOnce(
  client: GitHubClient,
  { owner, repo, number }: PullRequestName,
  answer: Answer,
  voice: Pick<Voice, "writer">,
): Promise<void> {
  const conversation = { owner, repo, issue_number: number };
  const from = answer.since === null ? {} : { since: answer.since };
  const route = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
  const list = () =>
    pages(async (page) => (await client.request(`GET ${route}`, { ...conversation, ...from, ...page })).data);
  await answerAt(
    {
      list,
      isOwn: async ({ user, performed_via_github_app }) =>
        isWrittenBy(await voice.writer(), { user, performed_via_github_app }),
      post: (body) => client.request(`POST ${route}`, { ...conversation, body, request: { retries: 0 } }),
    },
    answer,
  );
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
