import type { Discussion, DiscussionComment, World } from "../world.ts";
import { person, userShape } from "./user.ts";

/** A discussion, as its webhooks show it. */
export function discussionShape(world: World, discussion: Discussion) {
  const { id, number, repository, author, title, body } = discussion;
  const at = "2026-01-01T00:00:00Z";
  return {
    ...{ id, node_id: `D_${id}`, number, title, body, state: "open", locked: false },
    html_url: pageOf(world, discussion),
    repository_url: `${world.apiUrl}/repos/${repository.fullName}`,
    ...{ user: person(world, author), author_association: "NONE", created_at: at, updated_at: at },
    comments: world.discussionComments.filter((comment) => comment.discussion === discussion).length,
  };
}

/** A comment in a discussion, as its webhooks show it. */
export function discussionCommentShape(world: World, { id, discussion, user, body, createdAt }: DiscussionComment) {
  return {
    ...{ id, node_id: `DC_${id}`, discussion_id: discussion.id, parent_id: null, child_comment_count: 0, body },
    html_url: `${pageOf(world, discussion)}#discussioncomment-${id}`,
    repository_url: discussion.repository.fullName,
    ...{ user: userShape(world, user), author_association: "NONE", created_at: createdAt, updated_at: createdAt },
  };
}

function pageOf(world: World, { repository, number }: Discussion): string {
  return `${world.url}/${repository.fullName}/discussions/${number}`;
}
