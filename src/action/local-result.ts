import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "../policy/policy.ts";
import { renderMarkdown } from "../report/render-markdown.ts";
import { concludeScan, scanReport } from "../report/scan-report.ts";
import type { ScanResult } from "../scan.ts";
import { maskCredentials } from "./mask.ts";
import type { StepResult } from "./result.ts";

/** What was found in the checkout, for the run itself; publishes nothing on GitHub. @param inline as in `ScanReportOptions` */
export function localResult(
  scanned: ScanResult,
  subject: string,
  policy: Policy,
  inline: "honoured" | "disregarded",
): StepResult {
  maskCredentials(scanned.findings.map((finding) => finding.credential));
  const report = scanReport(scanned, { subject, policy, inline, statuses: new Map() });
  return {
    report,
    standing: report,
    conclusion: concludeScan(report, policy),
    summary: () => renderMarkdown(report),
    problems: [],
  };
}

/** The folder of the checkout; null where the workflow made none. */
export function checkoutOf(env: NodeJS.ProcessEnv): string | null {
  const folder = env.GITHUB_WORKSPACE;
  return folder !== undefined && existsSync(join(folder, ".git")) ? folder : null;
}
