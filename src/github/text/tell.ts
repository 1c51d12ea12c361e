import type { GitHubClient } from "../client/client.ts";
import { pages } from "../client/pages.ts";
import { isAbsent, statusOf } from "../client/request-error.ts";
import { type Answer, answerOnce, markerOf } from "../publish/answer.ts";
import { postOnce } from "../publish/post-once.ts";
import type { Voice } from "../publish/voice.ts";
import type { GitHubText } from "./text.ts";

/**
 * Writes an answer where people read answers to a text, unless it is there already. `refused` when there is no such
 * place, or GitHub does not let Keyhawk write there. Throws Octokit's error when GitHub's answer is unusable.
 */
export async function tell(
  client: GitHubClient,
  { owner, repo, conversation }: Pick<GitHubText, "owner" | "repo" | "conversation">,
  answer: Answer,
  voice: Pick<Voice, "writer">,
): Promise<"told" | "refused"> {
  if (conversation === null) return "refused";
  try {
    if (conversation.type === "issue") {
      await answerOnce(client, { owner, repo, number: conversation.number }, answer, voice);
    } else {
      await onCommit(client, { owner, repo, ref: conversation.ref }, answer);
    }
    return "told";
  } catch (error) {
    if (isAbsent(error) || statusOf(error) === 422) return "refused";
    throw error;
  }
}

async function onCommit(
  client: GitHubClient,
  { owner, repo, ref }: { readonly owner: string; readonly repo: string; readonly ref: string },
  { to, body }: Answer,
): Promise<void> {
  const marker = markerOf(to);
  // A release names its tag.
  const { data: commit } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}", { owner, repo, ref });
  const place = { owner, repo, commit_sha: commit.sha };
  const find = async () => {
    const comments = pages(async (page) => {
      return (await client.request("GET /repos/{owner}/{repo}/commits/{commit_sha}/comments", { ...place, ...page }))
        .data;
    });
    for await (const { body: text, user } of comments) {
      // GitHub does not name the App of such a comment.
      if (text.startsWith(marker) && user?.type === "Bot") return true;
    }
    return null;
  };
  if ((await find()) !== null) return;
  await postOnce(async () => {
    await client.request("POST /repos/{owner}/{repo}/commits/{commit_sha}/comments", {
      ...place,
      body: `${marker}\n${body}\n`,
      request: { retries: 0 },
    });
    return true;
  }, find);
}
