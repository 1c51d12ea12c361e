import { withKeys } from "../report/change-report.ts";
import { combineKnown } from "../report/combine-known.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import type { ExaminedChange } from "./examine.ts";

/**
 * Finds out which of a change's keys are alive. Resolves to the change with the status of each key that is in a commit
 * and not ignored; throws nothing.
 */
export async function verifyChange(examined: ExaminedChange, settings: VerificationSettings): Promise<ExaminedChange> {
  const { report, findings, policy } = examined;
  const wanted = new Set(report.keys.flatMap((key) => (key.ignored === null ? [key.fingerprint] : [])));
  const asked = findings.filter(({ credential }) => wanted.has(credential.fingerprint));
  if (settings.mode === "off" || asked.length === 0) return examined;
  // Most changes have no key, and what verification needs is not worth its time to load then.
  const { inspectKeys } = await import("../respond/verify/verify.ts");
  const { mode: by } = settings;
  const verifications = await inspectKeys(asked, settings);
  const at = new Date().toISOString();
  const keys = report.keys.map((key) => {
    const found = verifications.get(key.fingerprint);
    if (found === undefined) return key;
    const { status, record } = found;
    const statusFrom = { by, at, expired: status === "revoked" && record !== null };
    // What was clear before stays so when nothing clear came of it this time.
    return combineKnown(status === "unverified" ? { ...key, status } : { ...key, status, statusFrom }, key);
  });
  return { ...examined, report: withKeys(report, keys, policy) };
}
