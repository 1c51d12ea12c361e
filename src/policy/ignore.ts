import type { Address } from "../source/document.ts";
import type { Excerpt } from "../source/finding.ts";
import { matchesPath } from "./path-pattern.ts";
import type { Policy } from "./policy.ts";

/** What an ignore rule looks at; a `Finding` is one. */
export interface IgnorableFinding {
  readonly credential: { readonly fingerprint: string };
  readonly address: Pick<Address, "path">;
}

/** The reason for which the configuration silences a finding, or null. */
export function ignoreReason(finding: IgnorableFinding, policy: Pick<Policy, "ignore">): string | null {
  const { fingerprint } = finding.credential;
  const byFingerprint = policy.ignore.fingerprints.find((entry) => entry.fingerprint === fingerprint);
  if (byFingerprint) return byFingerprint.reason;
  return ignoredPathReason(finding.address.path, policy);
}

/** The reason for which the configuration silences everything in a path, or null. As in a `.gitignore`, the last pattern that matches decides. */
export function ignoredPathReason(path: string | null, policy: Pick<Policy, "ignore">): string | null {
  if (path === null) return null;
  let reason: string | null = null;
  for (const entry of policy.ignore.paths) {
    const negated = entry.path.startsWith("!");
    if (matchesPath(negated ? entry.path.slice(1) : entry.path, path)) reason = negated ? null : entry.reason;
  }
  return reason;
}

const directive = /keyhawk:ignore[ \t:]+(.*)$/m;
const commentEnd = /(?:\s*(?:\*\/|-->|\}\}|[#%?-]\}|[%?]>|\*\)|\]\]|\|#))+\s*$/;

/** Where a reason to ignore is written. */
export type IgnoredBy = "configuration" | "line";

/**
 * The reason of a `keyhawk:ignore <reason>` in the finding's own line or lines, or null; a reason is required.
 * Whether whoever wrote it may silence anything is for the caller to know.
 */
export function inlineIgnoreReason(finding: { readonly excerpt: Pick<Excerpt, "text"> }): string | null {
  const written = directive.exec(finding.excerpt.text)?.[1] ?? "";
  const reason = written.replace(commentEnd, "").trim();
  return /[\p{L}\p{N}]/u.test(reason) ? reason : null;
}
