import { type InlineReasons, whyIgnored } from "../../policy/ignore.ts";
import type { Policy } from "../../policy/policy.ts";
import type { KeyDetails } from "../../report/key-details.ts";
import type { KeyStatus } from "../../report/key-report.ts";
import type { Finding } from "../../source/finding.ts";
import { detailsOf } from "./details.ts";
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

/** What verification found about the keys of a local scan, by fingerprint. */
export interface KnownKeys {
  readonly statuses: ReadonlyMap<string, KeyStatus>;
  readonly details: ReadonlyMap<string, KeyDetails>;
}

/** Statuses of the keys of a local scan, without ignored ones; empty while verification is off. */
export async function statusesOf(findings: readonly Finding[], options: StatusesOptions): Promise<KnownKeys> {
  const { policy, inline, verification, signal } = options;
  const asked = findings.filter((finding) => whyIgnored(finding, policy, inline) === null);
  if (verification.mode === "off" || asked.length === 0) return { statuses: new Map(), details: new Map() };
  // Loaded on demand: most scans find no key.
  const { inspectKeys } = await import("./verify.ts");
  const verifications = await inspectKeys(asked, verification, signal === undefined ? {} : { signal });
  for (const { masked, status, reason } of verifications.values()) {
    if (status === "unknown" || status === "unverified") await options.unclear?.(`${masked} is ${status}. ${reason}`);
  }
  const each = [...verifications];
  return {
    statuses: new Map(each.map(([fingerprint, { status }]) => [fingerprint, status])),
    details: new Map(
      each.flatMap(([fingerprint, verdict]) => {
        const details = detailsOf(verdict);
        return details === undefined ? [] : [[fingerprint, details] as const];
      }),
    ),
  };
}
