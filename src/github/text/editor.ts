import type { GitHubClient } from "../client/client.ts";
import { editDiscussion, editDiscussionComment, readDiscussion, readDiscussionComment } from "./discussion.ts";
import type { GitHubText } from "./text.ts";

/** The parts of a text that can be edited, by their names on GitHub. */
export type Fields = Readonly<Record<string, string>>;

/** Reads and changes a text. Both throw Octokit's error. */
export interface Editor {
  /** A part that is read and cannot be edited. */
  readonly fixed?: string;
  /** Its newest version; null when it is gone. */
  read(): Promise<Fields | null>;
  write(fields: Fields): Promise<unknown>;
}

/** How a text is edited. Null when its event did not say where it is. */
export function editorOf(client: GitHubClient, text: GitHubText): Editor | null {
  const { owner, repo, id, node, conversation } = text;
  const number = conversation?.type === "issue" || conversation?.type === "discussion" ? conversation.number : null;
  switch (text.kind) {
    case "issue-comment":
      return commentEditor(client, "/repos/{owner}/{repo}/issues/comments/{comment_id}", text);
    case "review-comment":
      return commentEditor(client, "/repos/{owner}/{repo}/pulls/comments/{comment_id}", text);
    case "commit-comment":
      return commentEditor(client, "/repos/{owner}/{repo}/comments/{comment_id}", text);
    case "issue": {
      if (number === null) return null;
      const route = "/repos/{owner}/{repo}/issues/{issue_number}";
      const issue = { owner, repo, issue_number: number };
      return {
        read: async () => {
          const { title, body } = (await client.request(`GET ${route}`, issue)).data;
          return { title, body: body ?? "" };
        },
        write: (fields) => client.request(`PATCH ${route}`, { ...issue, ...fields }),
      };
    }
    case "review": {
      if (number === null) return null;
      const route = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}";
      const review = { owner, repo, pull_number: number, review_id: id };
      return {
        read: async () => ({ body: (await client.request(`GET ${route}`, review)).data.body }),
        write: ({ body = "" }) => client.request(`PUT ${route}`, { ...review, body }),
      };
    }
    case "release": {
      const route = "/repos/{owner}/{repo}/releases/{release_id}";
      const release = { owner, repo, release_id: id };
      return {
        // Another name would make another tag.
        fixed: "tag_name",
        read: async () => {
          const { name, tag_name, body } = (await client.request(`GET ${route}`, release)).data;
          return { name: name ?? "", tag_name, body: body ?? "" };
        },
        write: (fields) => client.request(`PATCH ${route}`, { ...release, ...fields }),
      };
    }
    case "discussion": {
      if (number === null) return null;
      return {
        read: async () => {
          const read = await readDiscussion(client, { owner, repo, number });
          return read === null ? null : { title: read.title, body: read.body };
        },
        write: (fields) => editDiscussion(client, node, fields),
      };
    }
    case "discussion-comment":
      return {
        read: async () => {
          const body = await readDiscussionComment(client, node);
          return body === null ? null : { body };
        },
        write: ({ body = "" }) => editDiscussionComment(client, node, body),
      };
  }
}

/** Edits a comment by its route. */
function commentEditor(
  client: GitHubClient,
  route:
    | "/repos/{owner}/{repo}/issues/comments/{comment_id}"
    | "/repos/{owner}/{repo}/pulls/comments/{comment_id}"
    | "/repos/{owner}/{repo}/comments/{comment_id}",
  { owner, repo, id }: GitHubText,
): Editor {
  const comment = { owner, repo, comment_id: id };
  return {
    read: async () => ({ body: (await client.request(`GET ${route}`, comment)).data.body ?? "" }),
    write: ({ body = "" }) => client.request(`PATCH ${route}`, { ...comment, body }),
  };
}
