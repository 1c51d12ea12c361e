import { commentShape } from "../shapes/conversation.ts";
import { issueShape } from "../shapes/issue.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { person } from "../shapes/user.ts";
import { type Comment, pullsOf, type World } from "../world.ts";
import { announce } from "./deliver.ts";

/** What an `issue_comment` event contains besides the comment. */
export type CommentAction =
  | { readonly action: "created" }
  | { readonly action: "edited"; readonly changes: { readonly body: { readonly from: string } } };

/** Sends `issue_comment` about a comment on a pull request. */
export function announceComment(world: World, comment: Comment, action: CommentAction): void {
  const { repository, issue: number } = comment;
  const pull = pullsOf(world, repository).find((each) => each.number === number);
  if (pull === undefined) {
    announceOnIssue(world, comment, action);
    return;
  }
  const { id, title, body, state, author, createdAt, updatedAt } = pull;
  const url = `${world.apiUrl}/repos/${repository.fullName}`;
  const page = `${world.url}/${repository.fullName}/pull/${number}`;
  announce(world, repository.owner, "issue_comment", {
    ...action,
    issue: {
      ...{ id, node_id: `PR_${id}`, number, title, body, state, url: `${url}/issues/${number}`, html_url: page },
      ...{ created_at: createdAt, updated_at: updatedAt, user: person(world, author), author_association: "NONE" },
      comments: world.comments.filter((each) => each.repository === repository && each.issue === number).length,
      pull_request: { url: `${url}/pulls/${number}`, html_url: page },
    },
    comment: commentShape(world, comment),
    repository: repositoryShape(world, repository),
    sender: person(world, comment.user.login),
  });
}

function announceOnIssue(world: World, comment: Comment, action: CommentAction): void {
  const { repository, issue: number } = comment;
  const issue = world.issues.find((each) => each.repository === repository && each.number === number);
  if (issue === undefined) return;
  announce(world, repository.owner, "issue_comment", {
    ...action,
    issue: issueShape(world, issue),
    comment: commentShape(world, comment),
    repository: repositoryShape(world, repository),
    sender: person(world, comment.user.login),
  });
}
