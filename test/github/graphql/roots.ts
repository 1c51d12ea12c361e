import { userOf } from "../answer.ts";
import {
  addDiscussionComment,
  discussionNode,
  findDiscussion,
  nodeOfDiscussions,
  updateDiscussion,
  updateDiscussionComment,
} from "./discussions.ts";
import { type Context, notFound } from "./refusal.ts";
import { resolveReviewThread, reviewThreads, updatePullRequestReviewComment } from "./review-threads.ts";

/** The fields of `Query` and `Mutation`. */
export const roots = {
  viewer: (_: unknown, { caller }: Context) => {
    const { login } = userOf(caller);
    return { id: `U_${login}`, login };
  },

  node: ({ id }: { readonly id: string }, context: Context) => nodeOfDiscussions(context, id),

  repository: ({ owner, name }: { readonly owner: string; readonly name: string }, { world }: Context) => {
    const repository = world.repositories.get(`${owner}/${name}`.toLowerCase());
    if (repository === undefined) throw notFound(`a Repository with the name '${owner}/${name}'`);
    return {
      id: `R_${repository.id}`,
      discussion: ({ number }: { readonly number: number }, context: Context) =>
        discussionNode(context, findDiscussion(context, repository, number)),
      pullRequest: ({ number }: { readonly number: number }, context: Context) => {
        const pull = context.world.pulls.find((each) => each.repository === repository && each.number === number);
        if (pull === undefined) throw notFound(`a PullRequest with the number of ${number}`);
        return { id: `PR_${pull.id}`, number, reviewThreads: reviewThreads(pull) };
      },
    };
  },

  addDiscussionComment,
  updateDiscussion,
  updateDiscussionComment,
  resolveReviewThread,
  updatePullRequestReviewComment,
};
