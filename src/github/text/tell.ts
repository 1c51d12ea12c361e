import type { GitHubClient } from "../client/client.ts";
import { pages } from "../client/pages.ts";
import { isAbsent, statusOf } from "../client/request-error.ts";
import { type Answer, answerAt, answerOnce } from "../publish/answer.ts";
import { openIssueOnce } from "../publish/issue.ts";
import type { Voice } from "../publish/voice.ts";
import { addDiscussionComment, type DiscussionName, discussionComments, readDiscussion } from "./discussion.ts";
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
    switch (conversation.type) {
      case "issue":
        await answerOnce(client, { owner, repo, number: conversation.number }, answer, voice);
        return "told";
      case "commit":
        await onCommit(client, { owner, repo, ref: conversation.ref }, answer);
        return "told";
      case "discussion":
        return await inDiscussion(client, { owner, repo, number: conversation.number }, answer);
      case "wiki": {
        const number = await openIssueOnce(client, { owner, repo }, wikiIssue, voice);
        await answerOnce(client, { owner, repo, number }, answer, voice);
        return "told";
      }
    }
  } catch (error) {
    if (isAbsent(error) || statusOf(error) === 422) return "refused";
    throw error;
  }
}

const wikiIssue = {
  title: "OpenAI keys in the wiki",
  body: "Pages of a wiki have no comments, so Keyhawk tells people here when they have written an OpenAI key into one.",
  state: "open",
} as const;

async function onCommit(
  client: GitHubClient,
  { owner, repo, ref }: { readonly owner: string; readonly repo: string; readonly ref: string },
  answer: Answer,
): Promise<void> {
  // A release names its tag.
  const { data: commit } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}", { owner, repo, ref });
  const place = { owner, repo, commit_sha: commit.sha };
  const route = "/repos/{owner}/{repo}/commits/{commit_sha}/comments";
  const list = () => pages(async (page) => (await client.request(`GET ${route}`, { ...place, ...page })).data);
  await answerAt(
    {
      list,
      // GitHub does not name the App of such a comment.
      isOwn: ({ user }) => user?.type === "Bot",
      post: (body) => client.request(`POST ${route}`, { ...place, body, request: { retries: 0 } }),
    },
    answer,
  );
}

async function inDiscussion(client: GitHubClient, name: DiscussionName, answer: Answer): Promise<"told" | "refused"> {
  const discussion = await readDiscussion(client, name);
  if (discussion === null) return "refused";
  await answerAt(
    {
      list: () => discussionComments(client, discussion.id),
      // Nor of this one.
      isOwn: ({ author }) => author?.__typename === "Bot",
      post: (body) => addDiscussionComment(client, discussion.id, body),
    },
    answer,
  );
  return "told";
}
