import { compareSeverity, type Judgement } from "../policy/conclude.ts";
import type { Policy } from "../policy/policy.ts";
import { type ChangeReport, withKeys } from "./change-report.ts";
import { combineKnown } from "./combine-known.ts";
import { earlierKey } from "./group-keys.ts";
import type { KeyReport } from "./key-report.ts";

/** A report combined with earlier results: statuses of its keys, and keys that this scan did not find. */
export function withKnown(
  report: ChangeReport,
  known: readonly KeyReport[],
  policy: Judgement & Pick<Policy, "ignore">,
): ChangeReport {
  if (known.length === 0) return report;
  const left = new Map(known.map((key) => [key.fingerprint, key]));
  const keys = report.keys.map((key) => {
    const other = left.get(key.fingerprint);
    left.delete(key.fingerprint);
    return other === undefined ? key : combineKnown(key, other);
  });
  for (const key of left.values()) keys.push(earlierKey(key, policy));
  keys.sort((a, b) => compareSeverity(a.severity, b.severity));
  return withKeys(report, keys, policy);
}
