import type { ChangeReport } from "../../report/change-report.ts";
import { findingMarker, type ReviewComment, renderReview } from "../../report/formats/review.ts";
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
  const present = new Set([...before.review, ...listed.map(reviewIdentity)]);
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
    const present = new Set((await listWritten(client, review.name, review.voice)).map(reviewIdentity));
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
  readonly own: boolean;
}

const marker = new RegExp(findingMarker("([0-9a-f]{32})").replace(/[<!>]/g, "\\$&"));

/** Oldest first. A suggestion that another bot wrote, such as the App next to the step, is not written twice. */
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
    const fingerprint = marker.exec(body)?.[1];
    if (fingerprint === undefined) continue;
    writer ??= await voice.writer();
    // Review comments do not name the App that wrote them; GitHub lets an App delete only its own.
    const own = writer.type === "app" ? user?.type === "Bot" : isWrittenBy(writer, { user });
    if (!own && user?.type !== "Bot") continue;
    found.push({ id: Number(id), path, fingerprint, place: JSON.stringify([path, line ?? first, body]), own });
  }
  return found.sort((a, b) => a.id - b.id);
}

/** Simultaneous runs do not see each other's comments. */
async function deleteCopies(
  client: GitHubClient,
  { owner, repo }: PullRequestName,
  listed: readonly ListedComment[],
): Promise<void> {
  const first = new Set<string>();
  for (const { id, place, own } of listed) {
    if (!first.has(place)) {
      first.add(place);
      continue;
    }
    if (!own) continue;
    try {
      const route = "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}";
      await client.request(route, { owner, repo, comment_id: id });
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
}
