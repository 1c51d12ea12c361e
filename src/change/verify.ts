import { withKeys } from "../report/change-report.ts";
import { combineKnown, isClear } from "../report/combine-known.ts";
import type { KeyDetails } from "../report/key-details.ts";
import type { KeyReport } from "../report/key-report.ts";
import { detailsOf } from "../respond/verify/details.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import type { Verification } from "../respond/verify/verify.ts";
import type { Finding } from "../source/finding.ts";
import type { ExaminedChange } from "./examine.ts";
import { datesOf, leakMoments, withSpending } from "./spending.ts";

export interface VerifyChangeOptions {
  /** When each key was seen first, ISO 8601 by fingerprint; a key that is absent was just pushed. */
  readonly firstSeen?: ReadonlyMap<string, string>;
}

/** Milliseconds for finding out what all keys of a change were used for: revoking them waits for it. */
const patience = 2_000;

/**
 * Finds out which of a change's keys are alive, whose they are and what they were used for, as far as the settings
 * allow it. Resolves to the change with what is known of each key that is in a commit; never throws. Ignored keys are
 * verified, too: a key that is called an example may be alive.
 */
export async function verifyChange(
  examined: ExaminedChange,
  settings: VerificationSettings,
  { firstSeen = new Map() }: VerifyChangeOptions = {},
): Promise<ExaminedChange> {
  const { report, findings, policy } = examined;
  if (settings.mode === "off" || findings.length === 0) return examined;
  const pushedAt = ({ fingerprint }: KeyReport) => firstSeen.get(fingerprint) ?? report.change.pushedAt;
  return { ...examined, report: withKeys(report, await verifyKeys(report.keys, findings, settings, pushedAt), policy) };
}

/**
 * Finds out which keys are alive, as {@link verifyChange} does; those without a finding keep what is known about them.
 * Never throws.
 * @param pushedAt when a key was pushed, ISO 8601; undefined when that is unknown
 */
export async function verifyKeys(
  keys: readonly KeyReport[],
  findings: readonly Pick<Finding, "credential">[],
  settings: VerificationSettings,
  pushedAt: (key: KeyReport) => string | undefined,
): Promise<readonly KeyReport[]> {
  if (settings.mode === "off" || findings.length === 0) return keys;
  // Loaded on demand: most changes have no key.
  const { inspectKeys } = await import("../respond/verify/verify.ts");
  const verifications = await inspectKeys(findings, settings);
  const at = new Date().toISOString();
  const signal = AbortSignal.timeout(patience);
  return Promise.all(
    keys.map(async (key) => {
      const found = verifications.get(key.fingerprint);
      if (found === undefined) return key;
      const details = await detailsWithSpending(found, leakMoments(datesOf(key), pushedAt(key)), settings, signal);
      return withVerdict(key, found, details, at);
    }),
  );
}

async function detailsWithSpending(
  found: Verification,
  moments: ReturnType<typeof leakMoments>,
  settings: Exclude<VerificationSettings, { mode: "off" }>,
  signal: AbortSignal,
): Promise<KeyDetails | undefined> {
  const details = detailsOf(found);
  const { record } = found;
  if (details === undefined || record === null || settings.mode === "direct") return details;
  return withSpending({ ...details, record }, moments, settings, signal);
}

function withVerdict(key: KeyReport, found: Verification, details: KeyDetails | undefined, at: string): KeyReport {
  const { by, status, record } = found;
  const statusFrom = { by, at, expired: status === "revoked" && record !== null };
  const known = { ...key, status, ...(details === undefined ? {} : { details }) };
  const now = status === "unverified" ? known : { ...known, statusFrom };
  // A definite earlier status stays when this time gave none.
  return isClear(now) ? now : combineKnown(now, key);
}
