import * as z from "zod/mini";
import { isSettled, markedFingerprint, withPresentState } from "../../report/formats/review.ts";
import type { KeyReport } from "../../report/key-report.ts";
import type { GitHubClient } from "../client/client.ts";
import { nodesOf, type Operation, pageOf, runOperation } from "../client/graphql.ts";
import { isTransient } from "../client/request-error.ts";
import type { PullRequestName } from "../pull.ts";

const comment = z.object({ id: z.string(), body: z.string(), viewerDidAuthor: z.boolean() });
const thread = z.object({
  id: z.string(),
  isResolved: z.boolean(),
  comments: z.object({ nodes: z.nullable(z.array(z.nullable(comment))) }),
});
type Thread = z.output<typeof thread>;

const listThreads = {
  document: `query($owner: String!, $repo: String!, $number: Int!, $after: String) {
    repository(owner: $owner, name: $repo) {
      pullRequest(number: $number) {
        reviewThreads(first: 100, after: $after) {
          nodes { id isResolved comments(first: 1) { nodes { id body viewerDidAuthor } } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }`,
  form: z.object({
    repository: z.nullable(z.object({ pullRequest: z.nullable(z.object({ reviewThreads: pageOf(thread) })) })),
  }),
};

const editComment = {
  document: `mutation($input: UpdatePullRequestReviewCommentInput!) {
    updatePullRequestReviewComment(input: $input) { clientMutationId }
  }`,
  form: z.object({}),
};

const resolveThread = {
  document: `mutation($input: ResolveReviewThreadInput!) { resolveReviewThread(input: $input) { clientMutationId } }`,
  form: z.object({}),
};

/**
 * Has Keyhawk's review comments say the present state of their keys, and resolves the threads of those about which nothing
 * is left to discuss. GitHub lets an App resolve threads that may write contents; what it refuses is left as it is.
 * Throws Octokit's error when GitHub fails.
 */
export async function followThreads(
  client: GitHubClient,
  keys: readonly KeyReport[],
  name: PullRequestName,
): Promise<void> {
  const byFingerprint = new Map(keys.map((key) => [key.fingerprint, key]));
  const refused = new Set<Operation<z.core.$ZodType>>();
  const change = async (operation: Operation<z.core.$ZodType>, input: object) => {
    if (refused.has(operation)) return;
    await runOperation(client, operation, { input }).catch((error: unknown) => {
      if (isTransient(error)) throw error;
      refused.add(operation);
    });
  };
  for (const { id: threadId, isResolved, comments } of await threadsOf(client, name)) {
    const [first] = comments.nodes ?? [];
    const key = first?.viewerDidAuthor ? byFingerprint.get(markedFingerprint(first.body) ?? "") : undefined;
    if (first == null || key === undefined) continue;
    const body = withPresentState(first.body, key);
    if (body !== first.body) await change(editComment, { pullRequestReviewCommentId: first.id, body });
    if (isSettled(key) && !isResolved) await change(resolveThread, { threadId });
  }
}

/** None where GitHub refuses to show them. */
async function threadsOf(client: GitHubClient, { owner, repo, number }: PullRequestName): Promise<readonly Thread[]> {
  const listed = nodesOf(async (after) => {
    const answer = await runOperation(client, listThreads, { owner, repo, number, after }).catch((error: unknown) => {
      if (isTransient(error)) throw error;
      return null;
    });
    return answer?.repository?.pullRequest?.reviewThreads;
  });
  const threads: Thread[] = [];
  for await (const each of listed) threads.push(each);
  return threads;
}
