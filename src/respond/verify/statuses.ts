import { type InlineReasons, whyIgnored } from "../../policy/ignore.ts";
import type { Policy } from "../../policy/policy.ts";
import type { KeyStatus } from "../../report/key-report.ts";
import type { Finding } from "../../source/finding.ts";
import type { VerificationSettings } from "./settings.ts";

export interface StatusesOptions {
  readonly policy: Pick<Policy, "ignore"> & Partial<Pick<Policy, "inlineIgnore">>;
  readonly inline: InlineReasons;
  readonly verification: VerificationSettings;
  /** Aborts verification; keys without an answer by then stay unverified. */
  readonly signal?: AbortSignal;
  /** Called with a sentence about each key whose status could not be determined. */
  readonly unclear?: (sentence: string) => Promise<void>;
}

/** Statuses of the keys of a local scan by fingerprint, without ignored ones; empty while verification is off. */
export async function statusesOf(
  findings: readonly Finding[],
  options: StatusesOptions,
): Promise<ReadonlyMap<string, KeyStatus>> {
  const { policy, inline, verification, signal } = options;
  const asked = findings.filter((finding) => whyIgnored(finding, policy, inline) === null);
  if (verification.mode === "off" || asked.length === 0) return new Map();
  // Loaded on demand: most scans find no key.
  const { inspectKeys } = await import("./verify.ts");
  const verifications = await inspectKeys(asked, verification, signal === undefined ? {} : { signal });
  for (const { masked, status, reason } of verifications.values()) {
    if (status === "unknown" || status === "unverified") await options.unclear?.(`${masked} is ${status}. ${reason}`);
  }
  return new Map([...verifications].map(([fingerprint, { status }]) => [fingerprint, status]));
}
