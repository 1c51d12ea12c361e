import type { ChangeReport } from "../../report/change-report.ts";
import { findingMarker, type ReviewComment, renderReview } from "../../report/formats/review.ts";
import type { GitHubClient } from "../client/client.ts";
import { statusOf } from "../client/request-error.ts";

/**
 * Writes the review comments of a pull request that are not there yet, in one review; returns how many were written.
 * A line that GitHub does not count to the diff gets none. Throws Octokit's error.
 */
export async function writeReview(client: GitHubClient, report: ChangeReport, number: number): Promise<number> {
  const wanted = renderReview(report);
  if (wanted.length === 0) return 0;
  const { owner, repo } = report.change;
  const written = await listWritten(client, { owner, repo, number });
  const missing = wanted.filter((comment) => !written.has(identity(comment.path, comment.fingerprint)));
  if (missing.length === 0) return 0;
  if (await postReview(client, report, number, missing)) return missing.length;
  // One line that is not in the diff spoils a whole review, so each comment is tried on its own.
  if (missing.length === 1) return 0;
  let count = 0;
  for (const comment of missing) if (await postReview(client, report, number, [comment])) count += 1;
  return count;
}

/** False when GitHub refuses a line. */
async function postReview(
  client: GitHubClient,
  report: ChangeReport,
  number: number,
  comments: readonly ReviewComment[],
): Promise<boolean> {
  const { owner, repo, headSha } = report.change;
  try {
    await client.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", {
      owner,
      repo,
      pull_number: number,
      commit_id: headSha,
      event: "COMMENT",
      comments: comments.map(commentFields),
    });
    return true;
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    return false;
  }
}

function commentFields({ path, line, startLine, side, body }: ReviewComment) {
  return { path, line, side, body, ...(startLine === null ? {} : { start_line: startLine, start_side: side }) };
}

const perPage = 100;
const marker = new RegExp(findingMarker("([0-9a-f]{32})").replace(/[<!>]/g, "\\$&"));

async function listWritten(
  client: GitHubClient,
  name: { readonly owner: string; readonly repo: string; readonly number: number },
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let page = 1; ; page++) {
    const { data } = await client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}/comments", {
      owner: name.owner,
      repo: name.repo,
      pull_number: name.number,
      per_page: perPage,
      page,
    });
    for (const { body, path, user } of data) {
      const fingerprint = marker.exec(body)?.[1];
      if (user?.type === "Bot" && fingerprint !== undefined) found.add(identity(path, fingerprint));
    }
    if (data.length < perPage) return found;
  }
}

function identity(path: string, fingerprint: string): string {
  return `${fingerprint} ${path}`;
}
