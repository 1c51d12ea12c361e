import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { githubFailure, isAbsent } from "../github/client/request-error.ts";
import type { Neighbours } from "../github/publish/check-run.ts";
import { findComments, type OwnComment } from "../github/publish/comment.ts";
import { loadPolicy } from "../github/read/load-policy.ts";
import type { PolicyCache } from "../github/read/policy-cache.ts";
import { headOf, requestFirst } from "../github/read/read-change.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeReport } from "../report/change-report.ts";
import { combineKeys } from "../report/combine-known.ts";
import { parseState } from "../report/formats/comment.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import type { Finding } from "../source/finding.ts";
import { type Published, publishChange } from "./publish.ts";
import { type ScannedChange, scanChange } from "./scan.ts";

export interface HandleChangeOptions {
  /** Origin of web links, without a final slash: `https://github.com`. */
  readonly webUrl: string;
  /** Names this piece of work: the same for every try of it. */
  readonly externalId: string;
  /** True when this work was begun before, or done before and is brought up to date: what it published is looked for. */
  readonly retried: boolean;
  /** Answers of the revocation hook by fingerprint. */
  readonly responses: ReadonlyMap<string, KeyResponse>;
  /** Configurations that were read lately; without one they are read anew. */
  readonly policies?: PolicyCache;
  /** Laid over the configuration that was read: inputs of the workflow step. */
  readonly overrides?: Partial<Policy>;
  /** Told what was found before anybody else is; what it resolves to is published. */
  readonly record?: (scanned: ScannedChange, policy: Policy) => Promise<ChangeReport>;
  /** What a database remembers; without one, GitHub is asked for what an event may not know. */
  readonly memory?: ChangeMemory;
  /** True when work that failed is done again later. */
  readonly triedAgain?: boolean;
}

/** What is known of a pull request from handling it and others before. */
export interface ChangeMemory {
  /** True when our comment was written. */
  readonly commented: boolean;
  /** True when another pull request was handled at the same head commit. */
  neighboured(): Promise<boolean>;
}

/** A change that was scanned and published. The findings hold the raw credentials, the report does not. */
export interface HandledChange {
  readonly report: ChangeReport;
  readonly findings: readonly Finding[];
  readonly published: Published;
  readonly policy: Policy;
}

/**
 * Everything that a change asks for: reads the configuration, scans the change and publishes the result on GitHub.
 * Can be done again with the same result. Throws a `Failure` for what GitHub refuses or fails to do as a whole;
 * `isTransient` tells whether trying later may help.
 */
export async function handleChange(
  client: GitHubClient,
  change: Change,
  options: HandleChangeOptions,
): Promise<HandledChange> {
  const { owner, repo } = change;
  try {
    const place = { owner, repo, ref: policyRef(change) };
    let comments: readonly OwnComment[] | undefined;
    const previous = async () => {
      comments ??= change.type === "push" ? [] : await findComments(client, change).catch(noneIfAbsent);
      return remembered(comments);
    };
    // The three wait for GitHub side by side: none needs what another answers.
    const requested = requestFirst(client, change);
    const [loaded, before] = await Promise.all([
      options.policies?.load(client, place) ?? loadPolicy(client, place),
      mayHaveComment(change, options) ? previous() : previous,
    ]);
    const policy = { ...loaded, ...options.overrides };
    const scanned = await scanChange(client, change, {
      policy,
      webUrl: options.webUrl,
      responses: options.responses,
      previous: before,
      requested,
    });
    const report = (await options.record?.(scanned, policy)) ?? scanned.report;
    const published = await publishChange(client, report, {
      policy,
      externalId: options.externalId,
      retried: options.retried,
      comments: comments ?? [],
      neighbours: neighboursOf(change, options),
      headIsThere: options.triedAgain === true && headOf(change) !== null,
    });
    return { ...scanned, report, published, policy };
  } catch (error) {
    throw githubFailure(error, `${owner}/${repo}`);
  }
}

/**
 * Whether our comment is looked for before anything is found. The event counts comments as they were when it was made:
 * after the first event of a pull request, one of ours may have come since.
 */
function mayHaveComment(change: Change, { retried, memory }: HandleChangeOptions): boolean {
  if (change.type === "push") return false;
  if (change.comments > 0 || retried) return true;
  return memory === undefined ? !change.opened : memory.commented;
}

/**
 * A clean pull request costs at most three requests: the patch, the check run, and one list. Right after it was opened
 * it can have no comment of ours, and the list is that of the commit's check runs, where the red one of another pull
 * request may have stood for long. Later it is that of the comments: a new head is new to other pull requests, too, and
 * what GitHub answers to the new check run names them. For forks it does not, and both lists are needed. A database
 * spares the lists that it makes needless.
 */
function neighboursOf(change: Change, options: HandleChangeOptions): Neighbours {
  const { memory } = options;
  if (memory !== undefined) return { look: "when-known", known: () => memory.neighboured() };
  const spared = change.type === "pull-request" && !change.fork && mayHaveComment(change, options);
  return { look: spared ? "when-known" : "always" };
}

/** The keys of all comments that may be ours, each once. */
function remembered(comments: readonly OwnComment[]): readonly KeyReport[] {
  return combineKeys(comments.flatMap(({ body }) => parseState(body)));
}

/** A token that may not read comments may be able to write a check run. */
function noneIfAbsent(error: unknown): readonly OwnComment[] {
  if (isAbsent(error)) return [];
  throw error;
}

/** The branch whose configuration counts: never the change's own. */
export function policyRef(change: Change): string {
  return change.type === "pull-request" ? change.baseRef : change.defaultBranch;
}
