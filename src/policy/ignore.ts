import type { Address } from "../source/document.ts";
import type { Excerpt } from "../source/finding.ts";
import { matchesPath } from "./path-pattern.ts";
import type { Policy } from "./policy.ts";

/** What an ignore rule matches against; a `Finding` provides it. */
export interface IgnorableFinding {
  readonly credential: { readonly fingerprint: string };
  readonly address: Pick<Address, "path">;
}

/** The reason for which the configuration ignores a finding, or null. */
export function ignoreReason(finding: IgnorableFinding, policy: Pick<Policy, "ignore">): string | null {
  const { fingerprint } = finding.credential;
  const byFingerprint = policy.ignore.fingerprints.find((entry) => entry.fingerprint === fingerprint);
  if (byFingerprint) return byFingerprint.reason;
  return ignoredPathReason(finding.address.path, policy);
}

/**
 * The reason for which the configuration ignores everything in a path, or null. As in a `.gitignore`, the last matching
 * pattern decides.
 */
export function ignoredPathReason(path: string | null, policy: Pick<Policy, "ignore">): string | null {
  if (path === null) return null;
  let reason: string | null = null;
  for (const entry of policy.ignore.paths) {
    const negated = entry.path.startsWith("!");
    if (matchesPath(negated ? entry.path.slice(1) : entry.path, path)) reason = negated ? null : entry.reason;
  }
  return reason;
}

/** Whether reasons on lines have an effect: `disregarded` for files written by people without push access. */
export type InlineReasons = "honoured" | "disregarded";

/** Why a finding of a local scan is ignored, and where that is configured; null when it is not. */
export function whyIgnored(
  finding: IgnorableFinding & { readonly excerpt: Pick<Excerpt, "text"> },
  policy: Pick<Policy, "ignore"> & Partial<Pick<Policy, "inlineIgnore">>,
  inline: InlineReasons,
): { readonly reason: string; readonly by: IgnoredBy } | null {
  const configured = ignoreReason(finding, policy);
  if (configured !== null) return { reason: configured, by: "configuration" };
  if (inline === "disregarded" || policy.inlineIgnore === false) return null;
  const reason = inlineIgnoreReason(finding);
  return reason === null ? null : { reason, by: "line" };
}

const directive = /keyhawk:ignore[ \t:]+(.*)$/m;
const commentEnd = /(?:\s*(?:\*\/|-->|\}\}|[#%?-]\}|[%?]>|\*\)|\]\]|\|#))+\s*$/;

/** Where the reason to ignore a finding is written; `incident`: a person closed the key's incident. */
export type IgnoredBy = "configuration" | "line" | "incident";

/**
 * The reason of a `keyhawk:ignore <reason>` in the finding's own line or lines, or null; a reason is required.
 * The caller decides whether its author is allowed to ignore findings.
 */
export function inlineIgnoreReason(finding: { readonly excerpt: Pick<Excerpt, "text"> }): string | null {
  const written = directive.exec(finding.excerpt.text)?.[1] ?? "";
  const reason = written.replace(commentEnd, "").trim();
  return /[\p{L}\p{N}]/u.test(reason) ? reason : null;
}
