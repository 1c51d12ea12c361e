import type { ChangeReport } from "./change-report.ts";
import type { KeyReport, KeyResponse } from "./key-report.ts";
import type { ReportedFinding, ScanReport } from "./scan-report.ts";

/**
 * The report as it is shown where the readers of the repository see it. In a public repository it does not say which
 * keys are alive, or whose they are, nor what Keyhawk did about a key that still works: that would tell strangers which
 * to try. That a key is dead is said everywhere.
 */
export function forReaders(report: ChangeReport): ChangeReport {
  if (report.change.visibility !== "public") return report;
  return { ...report, keys: report.keys.map(withoutLife) };
}

/** The same for a scan of a checkout. */
export function forReadersOfScan(report: ScanReport, visibility: ChangeReport["change"]["visibility"]): ScanReport {
  if (visibility !== "public") return report;
  const findings = report.findings.map(({ details: _details, ...finding }): ReportedFinding => {
    return finding.status === "revoked" ? finding : { ...finding, status: "unverified" };
  });
  return { ...report, findings };
}

function withoutLife(key: KeyReport): KeyReport {
  const { details: _details, ...dead } = key;
  if (key.status === "revoked") return dead;
  const { status: _status, statusFrom: _from, ...rest } = dead;
  return { ...rest, response: rest.response === null ? null : responseForStrangers(rest.response) };
}

/** What everyone may read about a response: only a key that works expires, or is left to a person for a reason. */
export function responseForStrangers(response: KeyResponse): KeyResponse {
  if (response.result === "expiring") return { ...response, result: "pending", message: null };
  return response.result === "by-hand" ? { ...response, message: null } : response;
}
