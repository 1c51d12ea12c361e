import { type Ask, type Handler, ok, Problem, paged, userOf } from "../answer.ts";
import { asListed, noteWrite } from "../lag.ts";
import { commentShape, reactionShape } from "../shapes/conversation.ts";
import { announceComment } from "../webhooks/comment-payload.ts";
import type { Comment } from "../world.ts";
import { findPull } from "./pulls.ts";

/** Comments of a pull request's conversation. */
export const commentRoutes: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": (ask) => {
    const number = conversationOf(ask);
    const since = ask.query.get("since") ?? "";
    const all = asListed(ask.world, ask.world.comments).filter(
      ({ repository, issue, updatedAt }) => repository === ask.repository && issue === number && updatedAt >= since,
    );
    const { items, pages } = paged(ask, all);
    return { status: 200, json: items.map((comment) => commentShape(ask.world, comment)), pages };
  },

  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": (ask) => {
    const number = conversationOf(ask);
    const now = ask.world.now();
    const comment: Comment = {
      id: ask.world.id(),
      repository: ask.repository,
      issue: number,
      user: userOf(ask.caller),
      app: ask.caller.type === "token" ? ask.caller.token.app : null,
      body: bodyOf(ask),
      createdAt: now,
      updatedAt: now,
    };
    ask.world.comments.push(comment);
    noteWrite(ask.world, ask.world.comments, comment.id, null);
    announceComment(ask.world, comment, { action: "created" });
    return { status: 201, json: commentShape(ask.world, comment) };
  },

  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": (ask) => ok(commentShape(ask.world, findComment(ask))),

  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": (ask) => {
    const comment = ownComment(ask);
    const body = bodyOf(ask);
    const { body: from } = comment;
    noteWrite(ask.world, ask.world.comments, comment.id, comment);
    comment.body = body;
    comment.updatedAt = ask.world.now();
    announceComment(ask.world, comment, { action: "edited", changes: { body: { from } } });
    return ok(commentShape(ask.world, comment));
  },

  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": (ask) => {
    const comment = ownComment(ask);
    noteWrite(ask.world, ask.world.comments, comment.id, comment);
    ask.world.comments.splice(ask.world.comments.indexOf(comment), 1);
    return { status: 204 };
  },

  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": (ask) => {
    const { world } = ask;
    const comment = findComment(ask).id;
    const user = userOf(ask.caller);
    const content = String(ask.body.content);
    const known = world.reactions.find(
      (reaction) => reaction.comment === comment && reaction.content === content && reaction.user.login === user.login,
    );
    if (known !== undefined) return ok(reactionShape(world, known));
    const reaction = { id: world.id(), comment, user, content, createdAt: world.now() };
    world.reactions.push(reaction);
    return { status: 201, json: reactionShape(world, reaction) };
  },
};

/** Number of the issue or pull request that a route names. Throws 404. */
function conversationOf(ask: Ask): number {
  const number = Number(ask.params.issue_number);
  const issue = ask.world.issues.find((each) => each.repository === ask.repository && each.number === number);
  return issue?.number ?? findPull(ask).number;
}

function findComment(ask: Ask): Comment {
  const id = Number(ask.params.comment_id);
  const comment = ask.world.comments.find((item) => item.repository === ask.repository && item.id === id);
  if (comment === undefined) throw new Problem(404, "Not Found");
  return comment;
}

/** A comment that the caller may change: whether an app may change another's GitHub's documentation does not say for certain. */
function ownComment(ask: Ask): Comment {
  const comment = findComment(ask);
  const { login, type } = userOf(ask.caller);
  if (type === "Bot" && comment.user.login !== login && ask.world.rules.othersComments === "locked")
    throw new Problem(403, "Resource not accessible by integration");
  return comment;
}

function bodyOf(ask: Ask): string {
  const body = String(ask.body.body ?? "");
  const limit = ask.world.limits.text;
  const refuse = (code: string, message: string) =>
    new Problem(422, "Validation Failed", {}, [
      { resource: "IssueComment", code, field: code === "missing_field" ? "body" : "data", message },
    ]);
  if (body.trim() === "") throw refuse("missing_field", "body can't be blank");
  if (body.length > limit) throw refuse("unprocessable", `Body is too long (maximum is ${limit} characters)`);
  return body;
}
