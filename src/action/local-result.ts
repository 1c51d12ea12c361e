import type { Policy } from "../policy/policy.ts";
import type { ChangeSummary } from "../report/change-report.ts";
import { forReadersOfScan } from "../report/for-readers.ts";
import { renderMarkdown } from "../report/formats/markdown.ts";
import { concludeScan, type ScanReportOptions, scannedKeys, scanReport } from "../report/scan-report.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { statusesOf } from "../respond/verify/statuses.ts";
import type { ScanResult } from "../scan.ts";
import { isComplete, withLines } from "../source/coverage.ts";
import { maskCredentials } from "./mask.ts";
import type { StepResult } from "./result.ts";

export interface LocalOptions extends Pick<ScanReportOptions, "subject" | "inline"> {
  readonly policy: Policy;
  readonly verification: VerificationSettings;
  /** Who can read the run's summary. */
  readonly visibility: ChangeSummary["visibility"];
  /** Ends the verification early. */
  readonly signal: AbortSignal;
}

/** The findings in the checkout, shown in the run itself; writes no comment and no check run. */
export async function localResult(result: ScanResult, options: LocalOptions): Promise<StepResult> {
  const { policy } = options;
  const scanned = { ...result, coverage: withLines(result.coverage, policy.unread) };
  maskCredentials(scanned.findings.map((finding) => finding.credential));
  const report = scanReport(scanned, { ...options, ...(await statusesOf(scanned.findings, options)) });
  const counted = scannedKeys(report.findings.filter((finding) => finding.ignored === null));
  const dead = counted.filter(({ first }) => first.status === "revoked").length;
  const newest = forReadersOfScan(report, options.visibility);
  return {
    report,
    newest,
    pending: { open: counted.length - dead, leftInCode: dead },
    conclusion: concludeScan(report, policy),
    scanned: report.coverage.documents > 0 || isComplete(report.coverage) ? "something" : "nothing",
    mode: policy.observed ? "observe" : "enforce",
    summary: () => renderMarkdown(newest),
    problems: [],
  };
}
