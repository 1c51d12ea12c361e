import { discussionCommentShape, discussionShape } from "../shapes/discussion.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { person } from "../shapes/user.ts";
import type { Discussion, DiscussionComment, World } from "../world.ts";
import { announce } from "./deliver.ts";

/** Sends `discussion` about a new discussion. */
export function announceDiscussion(world: World, discussion: Discussion): void {
  announce(world, discussion.repository.owner, "discussion", {
    action: "created",
    discussion: discussionShape(world, discussion),
    repository: repositoryShape(world, discussion.repository),
    sender: person(world, discussion.author),
  });
}

/** Sends `discussion_comment` about a new comment. */
export function announceDiscussionComment(world: World, comment: DiscussionComment): void {
  const { discussion, user } = comment;
  announce(world, discussion.repository.owner, "discussion_comment", {
    action: "created",
    comment: discussionCommentShape(world, comment),
    discussion: discussionShape(world, discussion),
    repository: repositoryShape(world, discussion.repository),
    sender: person(world, user.login),
  });
}
