import { userOf } from "../answer.ts";
import type { PullRequest } from "../world.ts";
import { type PageArguments, pageOf } from "./page.ts";
import { type Context, need, notFound } from "./refusal.ts";

/** The threads of a pull request: here, each review comment begins one. */
export function reviewThreads(pull: PullRequest) {
  return (page: PageArguments, context: Context) => {
    const { world, caller } = context;
    need(context, pull.repository, "pull_requests", "read");
    const threads = world.reviewComments
      .filter((comment) => comment.repository === pull.repository && comment.pull === pull.number)
      .map(({ id, body, user }) => ({
        id: `PRRT_${id}`,
        isResolved: world.resolvedThreads.has(id),
        comments: (comments: PageArguments) =>
          pageOf([{ id: `PRRC_${id}`, body, viewerDidAuthor: user.login === userOf(caller).login }], comments),
      }));
    return pageOf(threads, page);
  };
}

/** GitHub requires the permission to write contents, although none are written. */
export function resolveReviewThread(
  { input: { threadId } }: { readonly input: { readonly threadId: string } },
  context: Context,
) {
  const { world } = context;
  const comment = world.reviewComments.find(({ id }) => `PRRT_${id}` === threadId);
  if (comment === undefined) throw notFound(`a node with the global id of '${threadId}'`);
  need(context, comment.repository, "contents", "write");
  world.resolvedThreads.add(comment.id);
  return { clientMutationId: null };
}

export function updatePullRequestReviewComment(
  { input }: { readonly input: { readonly pullRequestReviewCommentId: string; readonly body: string } },
  context: Context,
) {
  const { pullRequestReviewCommentId: id, body } = input;
  const comment = context.world.reviewComments.find((each) => `PRRC_${each.id}` === id);
  if (comment === undefined) throw notFound(`a node with the global id of '${id}'`);
  need(context, comment.repository, "pull_requests", "write");
  comment.body = body;
  return { clientMutationId: null };
}
