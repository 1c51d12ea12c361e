import type { Comment, Reaction, Review, ReviewComment, World } from "../world.ts";
import { appShape, userShape } from "./user.ts";

const noReactions = {
  total_count: 0,
  "+1": 0,
  "-1": 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
};

/** A reaction to a comment. */
export function reactionShape(world: World, { id, user, content, createdAt }: Reaction) {
  return { id, node_id: `REA_${id}`, user: userShape(world, user), content, created_at: createdAt };
}

/** A comment of an issue or pull request. */
export function commentShape(world: World, comment: Comment) {
  const { fullName } = comment.repository;
  const url = `${world.apiUrl}/repos/${fullName}/issues`;
  const isOnIssue = world.issues.some(
    ({ repository, number }) => repository === comment.repository && number === comment.issue,
  );
  const page = isOnIssue ? "issues" : "pull";
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${url}/comments/${comment.id}`,
    html_url: `${world.url}/${fullName}/${page}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${url}/${comment.issue}`,
    body: comment.body,
    user: userShape(world, comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: "NONE",
    performed_via_github_app: comment.app === null ? null : appShape(world, comment.app),
    reactions: { url: `${url}/comments/${comment.id}/reactions`, ...noReactions },
  };
}

/** A review of a pull request, without its comments. */
export function reviewShape(world: World, review: Review) {
  const { fullName } = review.repository;
  const pull = `${world.apiUrl}/repos/${fullName}/pulls/${review.pull}`;
  const page = `${world.url}/${fullName}/pull/${review.pull}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: userShape(world, review.user),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pull,
    _links: { html: { href: page }, pull_request: { href: pull } },
    submitted_at: review.submittedAt,
    commit_id: review.commit,
    author_association: "NONE",
  };
}

/** A comment on a line of a pull request. */
export function reviewCommentShape(world: World, comment: ReviewComment) {
  const { fullName } = comment.repository;
  const pull = `${world.apiUrl}/repos/${fullName}/pulls/${comment.pull}`;
  const url = `${world.apiUrl}/repos/${fullName}/pulls/comments/${comment.id}`;
  const page = `${world.url}/${fullName}/pull/${comment.pull}#discussion_r${comment.id}`;
  return {
    id: comment.id,
    node_id: `PRRC_${comment.id}`,
    url,
    pull_request_review_id: comment.review,
    diff_hunk: comment.diffHunk,
    path: comment.path,
    position: 1,
    original_position: 1,
    commit_id: comment.commit,
    original_commit_id: comment.commit,
    user: userShape(world, comment.user),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
    html_url: page,
    pull_request_url: pull,
    author_association: "NONE",
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pull } },
    start_line: comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startLine === null ? null : comment.side,
    line: comment.line,
    original_line: comment.line,
    side: comment.side,
    subject_type: "line",
    reactions: { url: `${url}/reactions`, ...noReactions },
  };
}
