import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { githubFailure, isDoubtful, isTransient, NotThereYet, statusOf } from "../github/client/request-error.ts";
import {
  type CheckRunOptions,
  clearCheckRun,
  type HeadUse,
  type OwnCheckRun,
  writeCheckRun,
} from "../github/publish/check-run.ts";
import type { MarkedComment } from "../github/publish/comment.ts";
import { type Publication, refusal } from "../github/publish/refusal.ts";
import { writeReview } from "../github/publish/review.ts";
import type { Voice } from "../github/publish/voice.ts";
import { writeComment } from "../github/publish/write-comment.ts";
import { nothingWritten, type WrittenBefore } from "../github/publish/written-before.ts";
import { isPresentHead, type PullRequestName } from "../github/pull.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeReport } from "../report/change-report.ts";
import { renderComment } from "../report/formats/comment.ts";
import { isSettled } from "../report/formats/review.ts";
import type { KeyReport } from "../report/key-report.ts";
import { withKnown } from "../report/with-known.ts";
import { count } from "../report/words.ts";
import { sealFor } from "./examine.ts";

/** What is needed to publish a change; an examined change has all of it. */
export interface PublishableChange {
  readonly report: ChangeReport;
  readonly policy: Policy;
  /** The comments that begin with Keyhawk's marker, as they were when the report was made. */
  readonly comments: readonly MarkedComment[];
}

export interface PublishOptions extends CheckRunOptions {
  /** When the pull request was last updated according to its event, ISO 8601; null for a push. */
  readonly updatedAt: string | null;
  /** The account that Keyhawk writes as on GitHub. */
  readonly voice: Voice;
  /**
   * What happens when GitHub's check runs do not find the head commit. `throw`: the commit was read, so they will find
   * it soon, and failed work is retried later. `report`: it is a problem like any other.
   */
  readonly unknownHead: "throw" | "report";
  /**
   * Has existing review comments and their threads follow the state of their keys; absent where the state is known only
   * when the change is examined. Throws Octokit's error.
   */
  readonly followThreads?: (client: GitHubClient, keys: readonly KeyReport[], name: PullRequestName) => Promise<void>;
}

/**
 * What is known, without a database, of other pull requests with the same head. A clean pull request costs at most
 * three requests: the patch, the check run, and one list. Right after it was opened it cannot have Keyhawk's comment,
 * and that list is the commit's check runs, which may include an older red run of another pull request. Later, that
 * list is the comments: a new head is new to other pull requests as well, and GitHub's response to the new check run
 * names them. It names no pull requests from forks; for those, both lists are needed.
 */
export function headUseOf(change: Change, comments: "read" | "unread"): HeadUse {
  return change.type === "pull-request" && !change.fork && comments === "read" ? "unshared" : "unknown";
}

/** What is on GitHub now. */
export interface Published {
  readonly comment: MarkedComment | null;
  readonly checkRun: OwnCheckRun | null;
  /** Number of review comments written this time. */
  readonly reviewComments: number;
  /** What is known to be on GitHub now, for the next time. */
  readonly written: WrittenBefore;
  /** The first failure that may be temporary, for a caller that can retry later. Null when there was none. */
  readonly outage: unknown;
  /** The first refusal that GitHub may take back, likewise. */
  readonly doubtful: unknown;
  /** What could not be published, each item a sentence with the reason and the remedy. */
  readonly problems: readonly string[];
}

/**
 * The last stage of handling a change: the comment and review of a pull request, and the check run. Each can be
 * published again with the same result, and none depends on the success of another: when GitHub refuses or fails to
 * publish one, that becomes a problem and the others are still published.
 */
export async function publishChange(
  client: GitHubClient,
  { report, policy, comments }: PublishableChange,
  options: PublishOptions,
): Promise<Published> {
  const { owner, repo, number } = report.change;
  const { before = nothingWritten } = options;
  if (policy.observed) {
    const nothing = { comment: null, checkRun: null, reviewComments: 0, problems: [], outage: null, doubtful: null };
    return { ...nothing, written: before };
  }
  const problems: string[] = [];
  let outage: unknown = null;
  let doubtful: unknown = null;
  const attempt = async <T>(what: Publication, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      // Any other error is a bug.
      if (statusOf(error) === null) throw error;
      const unknown = what === "check" && options.unknownHead === "throw" && isUnknownCommit(error);
      if (unknown) outage ??= new NotThereYet("GitHub's check runs do not know the commit yet.", { cause: error });
      else if (isTransient(error)) outage ??= error;
      else if (isDoubtful(error)) doubtful ??= error;
      problems.push(refusal(error, what));
      return null;
    }
  };
  const conversation = number === null ? null : { owner, repo, number };
  const own = comments.find(({ by }) => by === "own") ?? null;
  const commented = conversation !== null && policy.comment && (report.keys.length > 0 || own !== null);
  const reviewed = conversation !== null && policy.suggestions && report.keys.length > 0;
  // A slow or repeated run may be about an older head; it must not replace the result of a newer one.
  const { headSha } = report.change;
  const state = conversation && { ...conversation, headSha, updatedAt: options.updatedAt };
  const present =
    state !== null &&
    (commented || reviewed) &&
    (await attempt("comment", () => isPresentHead(client, state))) !== false;
  if ((commented || reviewed) && !present) problems.push(newerHead);
  let comment: MarkedComment | null = own;
  if (commented && present) {
    const seal = sealFor(conversation, options.voice);
    const text = {
      render: (known: readonly KeyReport[]) => renderComment(withKnown(report, known, policy), seal),
      considered: comments,
      headSha,
      seal,
      written: before.comment,
    };
    comment = (await attempt("comment", () => writeComment(client, conversation, text, options.voice))) ?? comment;
  }
  const check = isSilent({ report, policy }) ? clearCheckRun : writeCheckRun;
  const checkRun = policy.check ? await attempt("check", () => check(client, report, options)) : null;
  let reviewComments = 0;
  let review = before.review;
  if (reviewed && present) {
    const written = await attempt("review", () =>
      writeReview(client, report, conversation, { voice: options.voice, before }),
    );
    reviewComments = written?.written ?? 0;
    review = written?.present ?? review;
    if (written !== null && written.refused > 0) problems.push(refusedLines(written.refused));
    const { followThreads } = options;
    if (followThreads !== undefined && (before.review.length > 0 || report.keys.some(isSettled))) {
      await attempt("review", () => followThreads(client, report.keys, conversation));
    }
  }
  const written: WrittenBefore = {
    comment: comment?.by === "own" ? comment.id : before.comment,
    checkRun: checkRun?.id ?? before.checkRun,
    review,
  };
  return {
    comment,
    checkRun,
    reviewComments,
    written,
    problems,
    outage: outage === null ? null : githubFailure(outage, `${owner}/${repo}`),
    doubtful,
  };
}

/**
 * True for a push without anything to report, unless its check is wanted in any case: nothing is published about it when
 * nothing was published about its commit before. A merge queue always waits for its check.
 */
export function isSilent({ report, policy }: Pick<PublishableChange, "report" | "policy">): boolean {
  const { change, keys, exposures, problems, conclusion } = report;
  const said = keys.length + exposures.length + problems.length;
  return policy.pushCheck === "findings" && change.type === "push" && conclusion === "success" && said === 0;
}

const newerHead =
  "The pull request has a newer head than this run is about: its comment and review are left to the run of that head.";

function refusedLines(refused: number): string {
  const comments = count(refused, "review comment");
  return `GitHub does not take ${comments}: ${refused === 1 ? "its line is" : "their lines are"} not part of the diff that it shows.`;
}

function isUnknownCommit(error: unknown): boolean {
  return statusOf(error) === 422 && error instanceof Error && /no commit found/i.test(error.message);
}
