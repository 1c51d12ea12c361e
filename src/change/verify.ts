import { withKeys } from "../report/change-report.ts";
import { combineKnown, isClear } from "../report/combine-known.ts";
import { detailsOf } from "../respond/verify/details.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import type { ExaminedChange } from "./examine.ts";

/**
 * Finds out which of a change's keys are alive. Resolves to the change with the status of each key that is in a commit;
 * never throws. Ignored keys are verified, too: a key that is called an example may be alive.
 */
export async function verifyChange(examined: ExaminedChange, settings: VerificationSettings): Promise<ExaminedChange> {
  const { report, findings, policy } = examined;
  if (settings.mode === "off" || findings.length === 0) return examined;
  // Loaded on demand: most changes have no key.
  const { inspectKeys } = await import("../respond/verify/verify.ts");
  const verifications = await inspectKeys(findings, settings);
  const at = new Date().toISOString();
  const keys = report.keys.map((key) => {
    const found = verifications.get(key.fingerprint);
    if (found === undefined) return key;
    const { by, status, record } = found;
    const details = detailsOf(found);
    const statusFrom = { by, at, expired: status === "revoked" && record !== null };
    const known = { ...key, status, ...(details === undefined ? {} : { details }) };
    const now = status === "unverified" ? known : { ...known, statusFrom };
    // A definite earlier status stays when this time gave none.
    return isClear(now) ? now : combineKnown(now, key);
  });
  return { ...examined, report: withKeys(report, keys, policy) };
}
