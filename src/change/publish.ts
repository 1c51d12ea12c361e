import type { GitHubClient } from "../github/client/client.ts";
import { isRateLimit, NotThereYet, statusOf } from "../github/client/request-error.ts";
import { type Neighbours, type OwnCheckRun, writeCheckRun } from "../github/publish/check-run.ts";
import type { OwnComment } from "../github/publish/comment.ts";
import { writeReview } from "../github/publish/review.ts";
import { writeComment } from "../github/publish/write-comment.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeReport } from "../report/change-report.ts";
import { renderComment } from "../report/formats/comment.ts";
import type { KeyReport } from "../report/key-report.ts";
import { withKnown } from "../report/with-known.ts";

export interface PublishOptions {
  readonly policy: Policy;
  /** Names this piece of work: the same for every try of it. */
  readonly externalId: string;
  /** True when an earlier try may have published something already. */
  readonly retried: boolean;
  /** The comments that may be ours as they were when the report was made: it holds what they tell. */
  readonly comments: readonly OwnComment[];
  /** What is known of other pull requests at the same commit. */
  readonly neighbours?: Neighbours;
  /**
   * True when the head's commit was read and failed work is done again later: that GitHub's check runs do not know
   * the commit yet is then thrown, not told.
   */
  readonly headIsThere?: boolean;
}

/** What stands on GitHub now. */
export interface Published {
  readonly comment: OwnComment | null;
  readonly checkRun: OwnCheckRun | null;
  /** Number of review comments written this time. */
  readonly reviewComments: number;
  /** What GitHub refused, each a sentence that names the missing permission. */
  readonly problems: readonly string[];
}

/**
 * Publishes a report on GitHub: the comment and the review of a pull request, and the check run. Each can be done again
 * with the same result. What the token may not do is a problem, and the rest goes on; other errors of Octokit's are thrown.
 */
export async function publishChange(
  client: GitHubClient,
  report: ChangeReport,
  options: PublishOptions,
): Promise<Published> {
  const { policy } = options;
  const { owner, repo, number } = report.change;
  const problems: string[] = [];
  const attempt = async <T>(what: Publication, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (what === "check" && options.headIsThere === true && isUnknownCommit(error)) {
        throw new NotThereYet("GitHub's check runs do not know the commit yet.", { cause: error });
      }
      const problem = refusal(error, what);
      if (problem === null) throw error;
      problems.push(problem);
      return null;
    }
  };
  let comment = options.comments[0] ?? null;
  if (number !== null && policy.comment && (report.keys.length > 0 || comment !== null)) {
    const text = {
      render: (known: readonly KeyReport[]) => renderComment(withKnown(report, known, policy)),
      considered: options.comments,
    };
    comment = (await attempt("comment", () => writeComment(client, { owner, repo, number }, text))) ?? comment;
  }
  const checkRun = policy.check ? await attempt("check", () => writeCheckRun(client, report, options)) : null;
  let reviewComments = 0;
  if (number !== null && policy.suggestions && report.keys.length > 0) {
    reviewComments = (await attempt("review", () => writeReview(client, report, number))) ?? 0;
  }
  return { comment, checkRun, reviewComments, problems };
}

type Publication = "comment" | "check" | "review";

const names: Readonly<Record<Publication, { readonly what: string; readonly permission: string }>> = {
  comment: { what: "the comment", permission: "pull-requests: write" },
  check: { what: "the check run", permission: "checks: write" },
  review: { what: "the review comments", permission: "pull-requests: write" },
};

function isUnknownCommit(error: unknown): boolean {
  return statusOf(error) === 422 && error instanceof Error && /no commit found/i.test(error.message);
}

/** A sentence for what GitHub does not let us do; null for an error that is none of that. */
function refusal(error: unknown, publication: Publication): string | null {
  const { what, permission } = names[publication];
  const status = statusOf(error);
  if (isRateLimit(error)) return null;
  const reason = error instanceof Error ? error.message.split(" - ")[0] : "";
  // For what a token may not know of, GitHub says 404.
  if (status === 403 || status === 404) {
    return /locked/i.test(reason ?? "")
      ? `GitHub does not take ${what}: the conversation is locked.`
      : `GitHub does not let Keyhawk write ${what}: the token lacks \`${permission}\`.`;
  }
  if (status === 410 || status === 422) return `GitHub does not take ${what}: ${reason}.`;
  return null;
}
