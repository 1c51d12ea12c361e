import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { githubFailure, isAbsent, statusOf } from "../github/client/request-error.ts";
import { findComments, type MarkedComment } from "../github/publish/comment.ts";
import type { Voice } from "../github/publish/voice.ts";
import type { PullRequestName } from "../github/pull.ts";
import { loadPolicy } from "../github/read/load-policy.ts";
import { requestFirst } from "../github/read/read-change.ts";
import type { Policy } from "../policy/policy.ts";
import { stricter } from "../policy/stricter.ts";
import { withKeys } from "../report/change-report.ts";
import { combineKeys } from "../report/combine-known.ts";
import { parseState, type StateSeal } from "../report/comment-state.ts";
import type { KeyReport } from "../report/key-report.ts";
import { type NotScanned, withLines } from "../source/coverage.ts";
import { notScanned } from "../source/not-scanned.ts";
import { type Search, searchDocument } from "../source/search-document.ts";
import { type ResponseLookup, type ScannedChange, scanChange } from "./scan.ts";

export interface ExamineOptions {
  /** Origin of web links, without a final slash: `https://github.com`. */
  readonly webUrl: string;
  /** Looks up what was answered about keys; nothing is known when absent. */
  readonly responsesOf?: ResponseLookup;
  /** Whether and when Keyhawk's comments on a pull request are read: they remember the keys of its earlier heads. */
  readonly comments: CommentReading;
  /** Reads the configuration of a branch; from its repository and the owner's shared one when absent. */
  readonly loadPolicy?: typeof loadPolicy;
  /** Searches a document; in this thread when absent. */
  readonly search?: Search;
}

/** `when-found`: only for a change that contains a key. `never`: the change is not published. */
export type CommentReading =
  | "never"
  | {
      readonly when: "always" | "when-found";
      readonly voice: Voice;
      /**
       * `report`: when GitHub does not serve the comments, the findings are reported without them, and no comment is
       * written. When absent, its error is thrown, for a caller that tries everything again later.
       */
      readonly unserved?: "report";
    };

/** A change that was read and judged: the input of the later stages. */
export interface ExaminedChange extends ScannedChange {
  readonly policy: Policy;
  /** The comments that begin with Keyhawk's marker, as they were when the report was made. */
  readonly comments: readonly MarkedComment[];
}

/**
 * The first stage of handling a change: reads the configuration, scans the change and judges what was found. Changes
 * nothing on GitHub. Throws a `Failure` for what GitHub refuses or fails to do as a whole; `isTransient` says whether
 * trying later may help.
 */
export async function examineChange(
  client: GitHubClient,
  change: Change,
  options: ExamineOptions,
): Promise<ExaminedChange> {
  const { owner, repo } = change;
  const { webUrl, responsesOf, comments: reading, search = searchDocument } = options;
  try {
    let comments: readonly MarkedComment[] = [];
    const unread: NotScanned[] = [];
    const previous = async () => {
      if (change.type === "push" || reading === "never") return [];
      try {
        const read = await readComments(client, change, reading.voice);
        comments = read.comments;
        return read.keys;
      } catch (error) {
        if (reading.unserved === undefined || statusOf(error) === null) throw error;
        unread.push(unreadComments(githubFailure(error, `${owner}/${repo}`)));
        return [];
      }
    };
    // All three are requested at once: none depends on another.
    const requested = requestFirst(client, change);
    const [policy, before] = await Promise.all([
      policyOf(client, change, options.loadPolicy ?? loadPolicy),
      reading !== "never" && reading.when === "always" ? previous() : previous,
    ]);
    const scanned = await scanChange(client, change, {
      policy,
      webUrl,
      ...(responsesOf === undefined ? {} : { responsesOf }),
      previous: before,
      requested,
      search,
    });
    if (unread.length === 0) return { ...scanned, policy, comments };
    const report = { ...scanned.report, coverage: withLines(scanned.report.coverage, unread) };
    const silent = { ...policy, comment: false };
    return { ...scanned, report: withKeys(report, report.keys, silent), policy: silent, comments };
  } catch (error) {
    throw githubFailure(error, `${owner}/${repo}`);
  }
}

/** Without them, a second comment could be written, and keys of earlier heads are not known. */
function unreadComments(reason: unknown): NotScanned {
  const detail = `Keyhawk's comments could not be read: keys that they name may be missing here, and no comment was written. ${reason instanceof Error ? reason.message : ""}`;
  return notScanned("no-answer", detail.trim());
}

/**
 * Whether Keyhawk's comment can exist before this change is published. The event counts comments as of its own time:
 * after the first event of a pull request, Keyhawk may have written one since.
 * @param commented whether a database, or an earlier attempt, knows of such a comment
 */
export function mayHaveComment(change: Change, commented: "yes" | "no" | "unknown"): boolean {
  if (change.type === "push") return false;
  if (change.comments > 0 || commented === "yes") return true;
  return commented === "unknown" && !change.opened;
}

/** The key that seals the comments on a pull request; null without a secret. */
export function sealFor({ owner, repo, number }: PullRequestName, { secret }: Voice): StateSeal | null {
  return secret === null ? null : { secret, subject: `${owner}/${repo}#${number}` };
}

/**
 * The comments on a pull request that begin with Keyhawk's marker, and the keys that Keyhawk's own remember. Throws
 * Octokit's error.
 */
export async function readComments(
  client: GitHubClient,
  name: PullRequestName,
  voice: Voice,
): Promise<{ readonly comments: readonly MarkedComment[]; readonly keys: readonly KeyReport[] }> {
  const comments = await findComments(client, name, voice).catch(noneIfAbsent);
  // Comments by anyone else are ignored, whatever they begin with.
  const own = comments.filter(({ by }) => by === "own");
  return { comments, keys: combineKeys(own.flatMap(({ body }) => parseState(body, sealFor(name, voice)))) };
}

/** A token that may not read comments may be able to write a check run. */
function noneIfAbsent(error: unknown): readonly MarkedComment[] {
  if (isAbsent(error)) return [];
  throw error;
}

/**
 * The configuration that applies: never the change's own. For a change that is to be merged, it is the stricter of the
 * target branch's and the default branch's, because a pull request can be retargeted after it was judged, and anyone
 * who may push can create a branch with a lenient configuration.
 */
async function policyOf(client: GitHubClient, change: Change, load: typeof loadPolicy): Promise<Policy> {
  const { owner, repo, defaultBranch } = change;
  const target = change.type === "pull-request" ? change.baseRef : (change.mergesInto ?? change.defaultBranch);
  const refs = [...new Set([target, defaultBranch ?? target])];
  const [first, second] = await Promise.all(refs.map((ref) => load(client, { owner, repo, ref })));
  if (first === undefined) throw new RangeError("There is no branch to read a configuration from.");
  return second === undefined ? first : stricter(first, second);
}
