import { type Ask, type Handler, ok, Problem, paged, userOf } from "../answer.ts";
import { reviewCommentShape } from "../shapes/conversation.ts";
import { issueShape } from "../shapes/issue.ts";
import { releaseShape } from "../shapes/release.ts";
import { userShape } from "../shapes/user.ts";
import { type CommitComment, type Issue, nextNumber, type Release, type ReviewComment, type World } from "../world.ts";
import { findCommit } from "./commits.ts";

/** Texts that people write beside commits: issues, review comments, comments on commits, releases. */
export const textRoutes: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/issues/{issue_number}": (ask) => ok(issueShape(ask.world, findIssue(ask))),

  "GET /repos/{owner}/{repo}/issues": (ask) => {
    const state = ask.query.get("state") ?? "open";
    const all = ask.world.issues.filter(
      (issue) => issue.repository === ask.repository && (state === "all" || issue.state === state),
    );
    const { items, pages } = paged(ask, ask.query.get("direction") === "asc" ? all : all.toReversed());
    return { status: 200, json: items.map((issue) => issueShape(ask.world, issue)), pages };
  },

  "POST /repos/{owner}/{repo}/issues": (ask) => {
    const { world, repository, caller, body } = ask;
    const number = nextNumber(world, repository);
    const issue: Issue = {
      ...{ id: world.id(), number, repository, author: userOf(caller).login, state: "open" },
      app: caller.type === "token" ? caller.token.app : null,
      ...{ title: String(body.title), body: String(body.body ?? "") },
    };
    world.issues.push(issue);
    return { status: 201, json: issueShape(world, issue) };
  },

  "PATCH /repos/{owner}/{repo}/issues/{issue_number}": (ask) => {
    const issue = findIssue(ask);
    issue.state = ask.body.state === "closed" ? "closed" : ask.body.state === "open" ? "open" : issue.state;
    issue.title = String(ask.body.title ?? issue.title);
    issue.body = String(ask.body.body ?? issue.body);
    return ok(issueShape(ask.world, issue));
  },

  "GET /repos/{owner}/{repo}/pulls/comments/{comment_id}": (ask) =>
    ok(reviewCommentShape(ask.world, findReviewComment(ask))),

  "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}": (ask) => {
    const comment = findReviewComment(ask);
    comment.body = String(ask.body.body);
    return ok(reviewCommentShape(ask.world, comment));
  },

  "GET /repos/{owner}/{repo}/comments/{comment_id}": (ask) => ok(commitCommentShape(ask.world, findCommitComment(ask))),

  "PATCH /repos/{owner}/{repo}/comments/{comment_id}": (ask) => {
    const comment = findCommitComment(ask);
    comment.body = String(ask.body.body);
    return ok(commitCommentShape(ask.world, comment));
  },

  "GET /repos/{owner}/{repo}/releases/{release_id}": (ask) => ok(releaseShape(ask.world, findRelease(ask))),

  "PATCH /repos/{owner}/{repo}/releases/{release_id}": (ask) => {
    const release = findRelease(ask);
    release.name = String(ask.body.name ?? release.name);
    release.body = String(ask.body.body ?? release.body);
    return ok(releaseShape(ask.world, release));
  },

  "GET /repos/{owner}/{repo}/commits/{commit_sha}/comments": (ask) => {
    const all = ask.world.commitComments.filter(
      ({ repository, commit }) => repository === ask.repository && commit === ask.params.commit_sha,
    );
    const { items, pages } = paged(ask, all);
    return { status: 200, json: items.map((comment) => commitCommentShape(ask.world, comment)), pages };
  },

  "POST /repos/{owner}/{repo}/commits/{commit_sha}/comments": async (ask) => {
    const { sha } = await findCommit(ask, ask.params.commit_sha ?? "");
    const comment: CommitComment = {
      ...{ id: ask.world.id(), repository: ask.repository, commit: sha, user: userOf(ask.caller) },
      ...{ body: String(ask.body.body), createdAt: ask.world.now() },
    };
    ask.world.commitComments.push(comment);
    return { status: 201, json: commitCommentShape(ask.world, comment) };
  },
};

function findIssue(ask: Ask): Issue {
  const number = Number(ask.params.issue_number);
  const issue = ask.world.issues.find((each) => each.repository === ask.repository && each.number === number);
  if (issue === undefined) throw new Problem(404, "Not Found");
  return issue;
}

function findReviewComment(ask: Ask): ReviewComment {
  const id = Number(ask.params.comment_id);
  const comment = ask.world.reviewComments.find((each) => each.repository === ask.repository && each.id === id);
  if (comment === undefined) throw new Problem(404, "Not Found");
  return comment;
}

function findCommitComment({ world, repository, params }: Ask): CommitComment {
  const id = Number(params.comment_id);
  const comment = world.commitComments.find((each) => each.repository === repository && each.id === id);
  if (comment === undefined) throw new Problem(404, "Not Found");
  return comment;
}

function findRelease({ world, repository, params }: Ask): Release {
  const id = Number(params.release_id);
  const release = world.releases.find((each) => each.repository === repository && each.id === id);
  if (release === undefined) throw new Problem(404, "Not Found");
  return release;
}

export function commitCommentShape(world: World, { id, repository, commit, user, body, createdAt }: CommitComment) {
  return {
    ...{ id, node_id: `CC_${id}`, url: `${world.apiUrl}/repos/${repository.fullName}/comments/${id}`, body },
    html_url: `${world.url}/${repository.fullName}/commit/${commit}#commitcomment-${id}`,
    ...{ user: userShape(world, user), path: null, position: null, line: null, commit_id: commit },
    ...{ created_at: createdAt, updated_at: createdAt, author_association: "NONE" },
  };
}
