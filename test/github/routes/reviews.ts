import { type Ask, type Handler, ok, Problem, paged, userOf } from "../answer.ts";
import { asListed, noteWrite } from "../lag.ts";
import { reviewCommentShape, reviewShape } from "../shapes/conversation.ts";
import type { PullRequest, Review, ReviewComment } from "../world.ts";
import { findPull, pullFiles } from "./pulls.ts";

interface Draft {
  readonly path: string;
  readonly body: string;
  readonly line?: number;
  readonly start_line?: number;
  readonly side?: "LEFT" | "RIGHT";
}

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

/** Reviews and their comments, each on a line of the diff. */
export const reviewRoutes: Readonly<Record<string, Handler>> = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": (ask) => {
    const { number } = findPull(ask);
    const all = asListed(ask.world, ask.world.reviews).filter(
      ({ repository, pull }) => repository === ask.repository && pull === number,
    );
    const { items, pages } = paged(ask, all);
    return { status: 200, json: items.map((review) => reviewShape(ask.world, review)), pages };
  },

  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": (ask) => {
    const { number } = findPull(ask);
    const all = asListed(ask.world, ask.world.reviewComments).filter(
      ({ repository, pull }) => repository === ask.repository && pull === number,
    );
    const { items, pages } = paged(ask, all);
    return { status: 200, json: items.map((comment) => reviewCommentShape(ask.world, comment)), pages };
  },

  "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}": (ask) => {
    const { login } = userOf(ask.caller);
    const { reviewComments } = ask.world;
    const id = Number(ask.params.comment_id);
    const index = reviewComments.findIndex((item) => item.repository === ask.repository && item.id === id);
    const comment = reviewComments[index];
    if (comment === undefined) throw new Problem(404, "Not Found");
    if (comment.user.login !== login) throw new Problem(403, "Resource not accessible by integration");
    noteWrite(ask.world, reviewComments, comment.id, comment);
    reviewComments.splice(index, 1);
    return { status: 204 };
  },

  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": async (ask) => {
    const pull = findPull(ask);
    const event = ask.body.event as keyof typeof states | undefined;
    const drafts = (ask.body.comments ?? []) as Draft[];
    const body = String(ask.body.body ?? "");
    if (event === "COMMENT" && body === "" && drafts.length === 0)
      throw new Problem(422, "Unprocessable Entity", {}, ["Review Can not be blank"]);
    const review = newReview(ask, pull, body, event === undefined ? "PENDING" : states[event]);
    const hunks = await hunksOf(pull);
    const comments = drafts.map((draft) => {
      const hunk = hunks.get(draft.path);
      if (hunk === undefined) throw new Problem(422, "Unprocessable Entity", {}, ["Path could not be resolved"]);
      return newComment(ask, review, draft, hunk, (message) => new Problem(422, "Unprocessable Entity", {}, [message]));
    });
    store(ask, review, comments);
    return { status: 200, json: reviewShape(ask.world, review) };
  },

  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": (ask) =>
    ok(reviewShape(ask.world, findReview(ask))),

  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}": (ask) => {
    const review = findReview(ask);
    if (review.user.login !== userOf(ask.caller).login && ask.world.rules.othersComments === "locked") {
      throw new Problem(422, "Unprocessable Entity", {}, ["Can not edit a review of another user"]);
    }
    review.body = String(ask.body.body);
    return ok(reviewShape(ask.world, review));
  },

  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments": async (ask) => {
    const pull = findPull(ask);
    const draft = ask.body as unknown as Draft;
    const refuse = (field: string) => {
      const name = `pull_request_review_thread.${field}`;
      const message = `${name} must be part of the diff`;
      return new Problem(422, "Validation Failed", {}, [
        { resource: "PullRequestReviewComment", code: "custom", field: name, message },
      ]);
    };
    const hunks = await hunksOf(pull);
    const hunk = hunks.get(draft.path);
    if (hunk === undefined) throw refuse("path");
    const review = newReview(ask, pull, "", "COMMENTED");
    const comment = newComment(ask, review, draft, hunk, () => refuse("line"));
    store(ask, review, [comment]);
    return { status: 201, json: reviewCommentShape(ask.world, comment) };
  },
};

function findReview(ask: Ask): Review {
  const [pull, id] = [Number(ask.params.pull_number), Number(ask.params.review_id)];
  const review = ask.world.reviews.find(
    (each) => each.repository === ask.repository && each.pull === pull && each.id === id,
  );
  if (review === undefined) throw new Problem(404, "Not Found");
  return review;
}

function store({ world }: Ask, review: Review, comments: readonly ReviewComment[]): void {
  world.reviews.push(review);
  noteWrite(world, world.reviews, review.id, null);
  for (const comment of comments) {
    world.reviewComments.push(comment);
    noteWrite(world, world.reviewComments, comment.id, null);
  }
}

function newReview(ask: Ask, pull: PullRequest, body: string, state: Review["state"]): Review {
  return {
    id: ask.world.id(),
    repository: pull.repository,
    pull: pull.number,
    user: userOf(ask.caller),
    body,
    state,
    commit: pull.headSha,
    submittedAt: ask.world.now(),
  };
}

function newComment(
  ask: Ask,
  review: Review,
  draft: Draft,
  hunks: readonly Hunk[],
  refuse: (message: string) => Problem,
): ReviewComment {
  const { path, body, line, start_line: startLine = null, side = "RIGHT" } = draft;
  const holds = (hunk: Hunk, at: number) => (side === "RIGHT" ? hunk.right : hunk.left).has(at);
  const hunk = line === undefined ? undefined : hunks.find((item) => holds(item, line));
  if (line === undefined || hunk === undefined) throw refuse("Line could not be resolved");
  if (startLine !== null && (startLine >= line || !holds(hunk, startLine)))
    throw refuse("Start line could not be resolved");
  const { limits } = ask.world;
  if (body.length > limits.text) throw refuse(`Body is too long (maximum is ${limits.text} characters)`);
  const until = (side === "RIGHT" ? hunk.right : hunk.left).get(line) ?? 0;
  return {
    id: ask.world.id(),
    repository: review.repository,
    pull: review.pull,
    review: review.id,
    user: review.user,
    path,
    line,
    startLine,
    side,
    commit: review.commit,
    body,
    diffHunk: hunk.lines.slice(0, until + 1).join("\n"),
    createdAt: review.submittedAt,
  };
}

interface Hunk {
  readonly lines: readonly string[];
  /** Line number to index in `lines`, of each side. */
  readonly left: ReadonlyMap<number, number>;
  readonly right: ReadonlyMap<number, number>;
}

async function hunksOf(pull: PullRequest): Promise<Map<string, Hunk[]>> {
  const rows = await pullFiles(pull);
  return new Map(
    rows.map(({ filename, patch = "" }) => [
      filename,
      patch
        .split(/^(?=@@ )/m)
        .filter(Boolean)
        .map(parseHunk),
    ]),
  );
}

function parseHunk(text: string): Hunk {
  const lines = text.replace(/\n$/, "").split("\n");
  const [, oldStart = "0", newStart = "0"] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(lines[0] ?? "") ?? [];
  let oldLine = Number(oldStart);
  let newLine = Number(newStart);
  const left = new Map<number, number>();
  const right = new Map<number, number>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.startsWith("\\")) continue;
    if (!line.startsWith("+")) left.set(oldLine++, index);
    if (!line.startsWith("-")) right.set(newLine++, index);
  }
  return { lines, left, right };
}
