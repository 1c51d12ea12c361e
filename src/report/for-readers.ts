import type { ChangeReport } from "./change-report.ts";
import type { KeyReport } from "./key-report.ts";

/**
 * The report as it is shown where the readers of the repository see it. In a public repository it does not say which
 * keys are alive: that would tell strangers which to try. That a key is dead is said everywhere.
 */
export function forReaders(report: ChangeReport): ChangeReport {
  if (report.change.visibility !== "public") return report;
  return { ...report, keys: report.keys.map(withoutLife) };
}

function withoutLife(key: KeyReport): KeyReport {
  if (key.status === undefined || key.status === "revoked") return key;
  const { status: _status, statusFrom: _from, ...rest } = key;
  return rest;
}
