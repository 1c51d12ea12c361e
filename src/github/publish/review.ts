import type { ChangeReport } from "../../report/change-report.ts";
import { markedFingerprint, type ReviewComment, renderReview } from "../../report/formats/review.ts";
import type { GitHubClient } from "../client/client.ts";
import { pages } from "../client/pages.ts";
import { isAbsent, statusOf } from "../client/request-error.ts";
import type { PullRequestName } from "../pull.ts";
import { postOnce } from "./post-once.ts";
import { isWrittenBy, type Voice, type Writer } from "./voice.ts";
import { reviewIdentity, type WrittenBefore } from "./written-before.ts";

/** The result of writing review comments. */
export interface WrittenReview {
  /** Number of new comments. */
  readonly written: number;
  /** Every comment that now exists, as `reviewIdentity` names it. */
  readonly present: readonly string[];
  /** Number of comments that GitHub refused: their lines are not part of the diff. */
  readonly refused: number;
}

/**
 * Writes the missing review comments of a pull request in one review, and deletes duplicates that simultaneous runs of
 * Keyhawk left. A line that is not part of GitHub's diff gets no comment. Throws Octokit's error.
 */
export async function writeReview(
  client: GitHubClient,
  report: ChangeReport,
  name: PullRequestName,
  { voice, before }: { readonly voice: Pick<Voice, "writer">; readonly before: WrittenBefore },
): Promise<WrittenReview> {
  const wanted = renderReview(report);
  if (wanted.length === 0) return { written: 0, present: before.review, refused: 0 };
  const listed = await listWritten(client, name, voice);
  await deleteCopies(client, name, listed);
  const present = presentAmong(listed, wanted, before.review);
  const missing = wanted.filter((comment) => !present.has(reviewIdentity(comment)));
  const post = async (comments: readonly ReviewComment[]) => {
    const posted = await postReview(client, report, { name, comments, voice });
    if (posted) for (const comment of comments) present.add(reviewIdentity(comment));
    return posted ? comments.length : 0;
  };
  let written = missing.length === 0 ? 0 : await post(missing);
  // One line that is not in the diff makes GitHub refuse the whole review, so each comment is then tried on its own.
  if (written === 0 && missing.length > 1) for (const comment of missing) written += await post([comment]);
  return { written, present: [...present], refused: missing.length - written };
}

interface Review {
  readonly name: PullRequestName;
  readonly comments: readonly ReviewComment[];
  readonly voice: Pick<Voice, "writer">;
}

/** False when GitHub refuses a line. */
async function postReview(client: GitHubClient, report: ChangeReport, review: Review): Promise<boolean> {
  const { owner, repo, number } = review.name;
  const { comments } = review;
  const post = async () => {
    await client.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
      owner,
      repo,
      pull_number: number,
      commit_id: report.change.headSha,
      event: "COMMENT",
      comments: comments.map(commentFields),
      request: { retries: 0 },
    });
    return true;
  };
  const find = async () => {
    const present = presentAmong(await listWritten(client, review.name, review.voice), comments, []);
    return comments.every((comment) => present.has(reviewIdentity(comment))) ? true : null;
  };
  try {
    return await postOnce(post, find);
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    return false;
  }
}

function commentFields({ path, line, startLine, side, body }: ReviewComment) {
  return { path, line, side, body, ...(startLine === null ? {} : { start_line: startLine, start_side: side }) };
}

/** A review comment with Keyhawk's marker. */
interface ListedComment {
  readonly id: number;
  readonly path: string;
  readonly fingerprint: string;
  /** Its current line and its text, which are the same for copies. */
  readonly place: string;
  readonly body: string;
  readonly author: "own" | "bot";
  readonly isDeletable: boolean;
}

/**
 * The comments that need not be written, as `reviewIdentity` names them. What another bot wrote, such as the App next to
 * the step, is not written twice; it counts only when it says the same, since many bots repeat anyone's text.
 */
function presentAmong(
  listed: readonly ListedComment[],
  wanted: readonly ReviewComment[],
  before: readonly string[],
): Set<string> {
  const bodies = new Set(
    wanted.flatMap((comment) => [comment.body, comment.otherBody].map((body) => sayingOf(comment, body))),
  );
  const counts = (comment: ListedComment) => comment.author === "own" || bodies.has(sayingOf(comment, comment.body));
  return new Set([...before, ...listed.filter(counts).map(reviewIdentity)]);
}

/** A text at a place; GitHub may change its line ends. */
function sayingOf(comment: { readonly path: string; readonly fingerprint: string }, body: string): string {
  return `${reviewIdentity(comment)} ${body.replaceAll("\r\n", "\n").trim()}`;
}

/** Keyhawk's comments and those of other bots, oldest first. */
async function listWritten(
  client: GitHubClient,
  { owner, repo, number }: PullRequestName,
  voice: Pick<Voice, "writer">,
): Promise<readonly ListedComment[]> {
  const found: ListedComment[] = [];
  let writer: Writer | undefined;
  const comments = pages(async (page) => {
    const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments";
    return (await client.request(route, { owner, repo, pull_number: number, ...page })).data;
  });
  for await (const { id, body, path, user, line, original_line: first } of comments) {
    const fingerprint = markedFingerprint(body);
    if (fingerprint === null) continue;
    writer ??= await voice.writer();
    // Review comments do not name the App that wrote them; what the App itself wrote is in its database.
    const own = writer.type === "account" && isWrittenBy(writer, { user });
    if (!own && user?.type !== "Bot") continue;
    found.push({
      id: Number(id),
      path,
      fingerprint,
      place: JSON.stringify([path, line ?? first, body]),
      body,
      author: own ? "own" : "bot",
      isDeletable: own || writer.type === "app",
    });
  }
  return found.sort((a, b) => a.id - b.id);
}

/** Simultaneous runs do not see each other's comments. GitHub lets an App delete only its own. */
async function deleteCopies(
  client: GitHubClient,
  { owner, repo }: PullRequestName,
  listed: readonly ListedComment[],
): Promise<void> {
  const first = new Set<string>();
  for (const { id, place, isDeletable } of listed) {
    if (!first.has(place)) {
      first.add(place);
      continue;
    }
    if (!isDeletable) continue;
    try {
      const route = "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}";
      await client.request(route, { owner, repo, comment_id: id });
    } catch (error) {
      if (!isAbsent(error) && statusOf(error) !== 403) throw error;
    }
  }
}
