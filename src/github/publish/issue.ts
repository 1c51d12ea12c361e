import type { GitHubClient } from "../client/client.ts";
import { pages } from "../client/pages.ts";
import { postOnce } from "./post-once.ts";
import { isWrittenBy, type Voice } from "./voice.ts";

/** What an issue says. */
export interface IssueText {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly state: "open" | "closed";
}

export interface IssueName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** Writes an issue anew. Throws Octokit's error. */
export async function updateIssue(
  client: GitHubClient,
  { owner, repo, number }: IssueName,
  text: IssueText,
): Promise<void> {
  await client.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...{ owner, repo, issue_number: number },
    ...text,
  });
}

/**
 * Opens an issue, or writes the own one anew that has the same title already. Resolves to its number. Throws Octokit's
 * error.
 */
export async function openIssueOnce(
  client: GitHubClient,
  { owner, repo }: Omit<IssueName, "number">,
  text: IssueText,
  voice: Pick<Voice, "writer">,
): Promise<number> {
  const route = "/repos/{owner}/{repo}/issues";
  const find = async () => {
    const listed = pages(
      async (page) =>
        (await client.request(`GET ${route}`, { owner, repo, state: "all", direction: "asc", ...page })).data,
    );
    for await (const { number, title, user, performed_via_github_app } of listed) {
      if (title === text.title && isWrittenBy(await voice.writer(), { user, performed_via_github_app })) return number;
    }
    return null;
  };
  const known = await find();
  const { title, body } = text;
  const number =
    known ??
    (await postOnce(
      async () =>
        (
          await client.request(`POST ${route}`, { owner, repo, title, body, request: { retries: 0 } })
        ).data.number,
      find,
    ));
  if (known !== null || text.state === "closed") await updateIssue(client, { owner, repo, number }, text);
  return number;
}
