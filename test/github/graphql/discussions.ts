import { userOf } from "../answer.ts";
import type { Discussion, DiscussionComment, Repository } from "../world.ts";
import { actor } from "./actor.ts";
import { type PageArguments, pageOf } from "./page.ts";
import { type Context, need, notFound } from "./refusal.ts";

interface Input<T> {
  readonly input: T;
}

export function findDiscussion({ world }: Context, repository: Repository, number: number): Discussion {
  const found = world.discussions.find((each) => each.repository === repository && each.number === number);
  if (found === undefined) throw notFound(`a Discussion with the number of ${number}`);
  return found;
}

export function discussionNode(context: Context, discussion: Discussion) {
  need(context, discussion.repository, "discussions", "read");
  const { id, number, title, body } = discussion;
  return {
    ...{ __typename: "Discussion", id: `D_${id}`, number, title, body },
    author: actor({ login: discussion.author, type: "User" }),
    comments: (page: PageArguments) => {
      const all = context.world.discussionComments.filter((each) => each.discussion === discussion);
      return pageOf(all.map(commentNode), page);
    },
  };
}

/** A discussion, or a comment in one, by its id. */
export function nodeOfDiscussions(context: Context, id: string) {
  if (id.startsWith("D_")) return discussionNode(context, discussionById(context, id));
  const comment = commentById(context, id);
  need(context, comment.discussion.repository, "discussions", "read");
  return commentNode(comment);
}

export function addDiscussionComment(
  { input: { discussionId, body } }: Input<{ readonly discussionId: string; readonly body: string }>,
  context: Context,
) {
  const discussion = discussionById(context, discussionId);
  need(context, discussion.repository, "discussions", "write");
  context.world.discussionComments.push({
    ...{ id: context.world.id(), discussion, user: userOf(context.caller), body, createdAt: context.world.now() },
  });
  return { clientMutationId: null };
}

export function updateDiscussion(
  { input }: Input<{ readonly discussionId: string; readonly title?: string; readonly body?: string }>,
  context: Context,
) {
  const discussion = discussionById(context, input.discussionId);
  need(context, discussion.repository, "discussions", "write");
  discussion.title = input.title ?? discussion.title;
  discussion.body = input.body ?? discussion.body;
  return { clientMutationId: null };
}

export function updateDiscussionComment(
  { input: { commentId, body } }: Input<{ readonly commentId: string; readonly body: string }>,
  context: Context,
) {
  const comment = commentById(context, commentId);
  need(context, comment.discussion.repository, "discussions", "write");
  comment.body = body;
  return { clientMutationId: null };
}

function commentNode({ id, user, body }: DiscussionComment) {
  return { __typename: "DiscussionComment", id: `DC_${id}`, author: actor(user), body };
}

function discussionById({ world }: Context, id: string): Discussion {
  const found = world.discussions.find((each) => `D_${each.id}` === id);
  if (found === undefined) throw notFound(`a node with the global id of '${id}'`);
  return found;
}

function commentById({ world }: Context, id: string): DiscussionComment {
  const found = world.discussionComments.find((each) => `DC_${each.id}` === id);
  if (found === undefined) throw notFound(`a node with the global id of '${id}'`);
  return found;
}
