import type { GitHubClient } from "../client/client.ts";
import { isAbsent, statusOf } from "../client/request-error.ts";
import type { GitHubText } from "./text.ts";

/** What came of redacting a text. `unchanged`: nobody can read a key in its newest version. */
export type Redaction = "redacted" | "unchanged" | "refused";

interface Fields {
  readonly title?: string;
  readonly body: string;
}

interface Editor {
  read(): Promise<Fields>;
  write(fields: Partial<Fields>): Promise<unknown>;
}

/**
 * Edits the newest version of a text, which may be another one than the event had. GitHub lets Keyhawk edit issues
 * and their comments, and review comments; everything else is refused. Throws Octokit's error when GitHub's answer is unusable.
 * @param mask the text to write in place of a text
 */
export async function redactText(
  client: GitHubClient,
  text: GitHubText,
  mask: (text: string) => string,
): Promise<Redaction> {
  const editor = editorOf(client, text);
  if (editor === null) return "refused";
  try {
    const before = await editor.read();
    const changed = Object.entries(before).flatMap(([name, value]) => {
      const masked = mask(value);
      return masked === value ? [] : [[name, masked] as const];
    });
    if (changed.length === 0) return "unchanged";
    await editor.write(Object.fromEntries(changed));
    return "redacted";
  } catch (error) {
    if (isAbsent(error) || statusOf(error) === 422) return "refused";
    throw error;
  }
}

function editorOf(client: GitHubClient, { kind, owner, repo, id, conversation }: GitHubText): Editor | null {
  const place = { owner, repo };
  const comment_id = id;
  switch (kind) {
    case "issue": {
      if (conversation?.type !== "issue") return null;
      const issue = { ...place, issue_number: conversation.number };
      const route = "/repos/{owner}/{repo}/issues/{issue_number}";
      return {
        read: async () => {
          const { data } = await client.request(`GET ${route}`, issue);
          return { title: data.title, body: data.body ?? "" };
        },
        write: (fields) => client.request(`PATCH ${route}`, { ...issue, ...fields }),
      };
    }
    case "issue-comment": {
      const route = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
      return {
        read: async () => ({ body: (await client.request(`GET ${route}`, { ...place, comment_id })).data.body ?? "" }),
        write: ({ body = "" }) => client.request(`PATCH ${route}`, { ...place, comment_id, body }),
      };
    }
    case "review-comment": {
      const route = "/repos/{owner}/{repo}/pulls/comments/{comment_id}";
      return {
        read: async () => ({ body: (await client.request(`GET ${route}`, { ...place, comment_id })).data.body }),
        write: ({ body = "" }) => client.request(`PATCH ${route}`, { ...place, comment_id, body }),
      };
    }
    default:
      return null;
  }
}
