import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { githubFailure, isRateLimit, NotThereYet, statusOf } from "../github/client/request-error.ts";
import { type CheckRunOptions, type HeadUse, type OwnCheckRun, writeCheckRun } from "../github/publish/check-run.ts";
import type { OwnComment } from "../github/publish/comment.ts";
import { writeReview } from "../github/publish/review.ts";
import { writeComment } from "../github/publish/write-comment.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeReport } from "../report/change-report.ts";
import { renderComment } from "../report/formats/comment.ts";
import type { KeyReport } from "../report/key-report.ts";
import { withKnown } from "../report/with-known.ts";

/** What is published: an examined change is one. */
export interface PublishableChange {
  readonly report: ChangeReport;
  readonly policy: Policy;
  /** The comments that may be ours as they were when the report was made: what they remember is in it. */
  readonly comments: readonly OwnComment[];
}

export interface PublishOptions extends CheckRunOptions {
  /**
   * What happens when GitHub's check runs do not know the head commit. `throw`: it was read, so they will know it soon,
   * and failed work is done again later. `report`: it is a problem like others.
   */
  readonly unknownHead: "throw" | "report";
}

/**
 * What is known, without a database, of other pull requests with the same head. A clean pull request costs at most three
 * requests: the patch, the check run, and one list. Right after it was opened it can have no comment of ours, and the list
 * is that of the commit's check runs, where the red one of another pull request may be old. Later it is that of the
 * comments: a new head is new to other pull requests, too, and GitHub's answer to the new check run names them. It names
 * none of forks, for which both lists are needed.
 */
export function headUseOf(change: Change, comments: "read" | "unread"): HeadUse {
  return change.type === "pull-request" && !change.fork && comments === "read" ? "unshared" : "unknown";
}

/** What is on GitHub now. */
export interface Published {
  readonly comment: OwnComment | null;
  readonly checkRun: OwnCheckRun | null;
  /** Number of review comments written this time. */
  readonly reviewComments: number;
  /** What GitHub refused, each a sentence that names the missing permission. */
  readonly problems: readonly string[];
}

/**
 * The last stage of handling a change: the comment and the review of a pull request, and the check run. Each can be
 * published again with the same result. What the token may not do is a problem, and the rest goes on. Throws a
 * `Failure` for what GitHub refuses or fails to do as a whole; `isTransient` says whether trying later may help.
 */
export async function publishChange(
  client: GitHubClient,
  change: PublishableChange,
  options: PublishOptions,
): Promise<Published> {
  const { owner, repo } = change.report.change;
  try {
    return await publish(client, change, options);
  } catch (error) {
    throw githubFailure(error, `${owner}/${repo}`);
  }
}

async function publish(
  client: GitHubClient,
  { report, policy, comments }: PublishableChange,
  options: PublishOptions,
): Promise<Published> {
  const { owner, repo, number } = report.change;
  const problems: string[] = [];
  const attempt = async <T>(what: Publication, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (what === "check" && options.unknownHead === "throw" && isUnknownCommit(error)) {
        throw new NotThereYet("GitHub's check runs do not know the commit yet.", { cause: error });
      }
      const problem = refusal(error, what);
      if (problem === null) throw error;
      problems.push(problem);
      return null;
    }
  };
  let comment = comments[0] ?? null;
  if (number !== null && policy.comment && (report.keys.length > 0 || comment !== null)) {
    const text = {
      render: (known: readonly KeyReport[]) => renderComment(withKnown(report, known, policy)),
      considered: comments,
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
