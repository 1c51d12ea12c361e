import * as z from "zod/mini";
import type { GitHubClient } from "../client/client.ts";
import { nodesOf, type Operation, pageOf, runOperation } from "../client/graphql.ts";

/** Identifies a discussion, which GitHub shows and changes through GraphQL only. */
export interface DiscussionName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

const discussion = z.object({ id: z.string(), title: z.string(), body: z.string() });
const comment = z.object({
  body: z.string(),
  author: z.nullable(z.object({ __typename: z.string() })),
});
const written = z.object({ clientMutationId: z.nullable(z.string()) });

/** Everything that Keyhawk asks about discussions. */
export const discussionOperations = {
  read: operation(
    `query($owner: String!, $repo: String!, $number: Int!) {
      repository(owner: $owner, name: $repo) { discussion(number: $number) { id title body } }
    }`,
    z.object({ repository: z.nullable(z.object({ discussion: z.nullable(discussion) })) }),
  ),
  edit: operation(
    `mutation($input: UpdateDiscussionInput!) { updateDiscussion(input: $input) { clientMutationId } }`,
    z.object({ updateDiscussion: z.nullable(written) }),
  ),
  readComment: operation(
    `query($id: ID!) { node(id: $id) { ... on DiscussionComment { body } } }`,
    z.object({ node: z.nullable(z.object({ body: z.string() })) }),
  ),
  editComment: operation(
    `mutation($input: UpdateDiscussionCommentInput!) {
      updateDiscussionComment(input: $input) { clientMutationId }
    }`,
    z.object({ updateDiscussionComment: z.nullable(written) }),
  ),
  listComments: operation(
    `query($id: ID!, $after: String) {
      node(id: $id) {
        ... on Discussion {
          comments(first: 100, after: $after) {
            nodes { body author { __typename } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }`,
    z.object({ node: z.nullable(z.object({ comments: pageOf(comment) })) }),
  ),
  addComment: operation(
    `mutation($input: AddDiscussionCommentInput!) { addDiscussionComment(input: $input) { clientMutationId } }`,
    z.object({ addDiscussionComment: z.nullable(written) }),
  ),
};

function operation<Form extends z.core.$ZodType>(document: string, form: Form): Operation<Form> {
  return { document, form };
}

/** Its newest version; null when GitHub does not show it. Throws Octokit's error. */
export async function readDiscussion(
  client: GitHubClient,
  { owner, repo, number }: DiscussionName,
): Promise<z.output<typeof discussion> | null> {
  const { repository } = await runOperation(client, discussionOperations.read, { owner, repo, number });
  return repository?.discussion ?? null;
}

/** Throws Octokit's error. @param id in GraphQL */
export async function editDiscussion(
  client: GitHubClient,
  id: string,
  fields: { readonly title?: string; readonly body?: string },
): Promise<void> {
  await runOperation(client, discussionOperations.edit, { input: { discussionId: id, ...fields } });
}

/** The newest version of a comment; null when it is gone. Throws Octokit's error. @param id in GraphQL */
export async function readDiscussionComment(client: GitHubClient, id: string): Promise<string | null> {
  return (await runOperation(client, discussionOperations.readComment, { id })).node?.body ?? null;
}

/** Throws Octokit's error. @param id in GraphQL */
export async function editDiscussionComment(client: GitHubClient, id: string, body: string): Promise<void> {
  await runOperation(client, discussionOperations.editComment, { input: { commentId: id, body } });
}

/** The comments of a discussion, without replies to them, oldest first. Throws Octokit's error. @param id in GraphQL */
export function discussionComments(client: GitHubClient, id: string): AsyncGenerator<z.output<typeof comment>> {
  return nodesOf(
    async (after) => (await runOperation(client, discussionOperations.listComments, { id, after })).node?.comments,
  );
}

/** Throws Octokit's error. @param id of the discussion in GraphQL */
export async function addDiscussionComment(client: GitHubClient, id: string, body: string): Promise<void> {
  await runOperation(client, discussionOperations.addComment, { input: { discussionId: id, body } });
}
