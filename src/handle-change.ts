import type { Change } from "./github/change.ts";
import type { GitHubClient } from "./github/client.ts";
import { findComment, type OwnComment } from "./github/comment.ts";
import { loadPolicy } from "./github/load-policy.ts";
import type { PolicyCache } from "./github/policy-cache.ts";
import { githubFailure, isAbsent } from "./github/request-error.ts";
import type { Policy } from "./policy/policy.ts";
import { type Published, publishChange } from "./publish-change.ts";
import type { ChangeReport } from "./report/change-report.ts";
import type { KeyResponse } from "./report/key-report.ts";
import { parseState } from "./report/render-comment.ts";
import { type ScannedChange, scanChange } from "./scan-change.ts";
import type { Finding } from "./source/finding.ts";

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
    const loaded = await (options.policies?.load(client, place) ?? loadPolicy(client, place));
    const policy = { ...loaded, ...options.overrides };
    let comment: OwnComment | null | undefined;
    const ownComment = async () => {
      comment ??= change.type === "push" ? null : await findComment(client, change).catch(nullIfAbsent);
      return comment;
    };
    const previous = async () => parseState((await ownComment())?.body ?? "");
    // The event counts comments as they were when it was made. Without any, ours is looked for only when it matters.
    const mayHaveOurs = change.type === "pull-request" && (change.comments > 0 || options.retried);
    const scanned = await scanChange(client, change, {
      policy,
      webUrl: options.webUrl,
      responses: options.responses,
      previous: mayHaveOurs ? await previous() : previous,
    });
    const report = (await options.record?.(scanned, policy)) ?? scanned.report;
    const published = await publishChange(client, report, {
      policy,
      externalId: options.externalId,
      retried: options.retried,
      comment: comment ?? null,
    });
    return { ...scanned, report, published, policy };
  } catch (error) {
    throw githubFailure(error, `${owner}/${repo}`);
  }
}

/** A token that may not read comments may be able to write a check run. */
function nullIfAbsent(error: unknown): null {
  if (isAbsent(error)) return null;
  throw error;
}

/** The branch whose configuration counts: never the change's own. */
export function policyRef(change: Change): string {
  return change.type === "pull-request" ? change.baseRef : change.defaultBranch;
}
