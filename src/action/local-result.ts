import { existsSync } from "node:fs";
import { join } from "node:path";
import { ignoreReason, inlineIgnoreReason } from "../policy/ignore.ts";
import type { Policy } from "../policy/policy.ts";
import { renderMarkdown } from "../report/formats/markdown.ts";
import type { KeyStatus } from "../report/key-report.ts";
import { concludeScan, type ScanReportOptions, scanReport } from "../report/scan-report.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import type { ScanResult } from "../scan.ts";
import type { Finding } from "../source/finding.ts";
import { maskCredentials } from "./mask.ts";
import type { StepResult } from "./result.ts";

export interface LocalOptions extends Pick<ScanReportOptions, "subject" | "inline"> {
  readonly policy: Policy;
  readonly verification: VerificationSettings;
}

/** What was found in the checkout, for the run itself; publishes nothing on GitHub. */
export async function localResult(scanned: ScanResult, options: LocalOptions): Promise<StepResult> {
  const { policy } = options;
  maskCredentials(scanned.findings.map((finding) => finding.credential));
  const report = scanReport(scanned, { ...options, statuses: await statusesOf(scanned.findings, options) });
  return {
    report,
    standing: report,
    conclusion: concludeScan(report, policy),
    summary: () => renderMarkdown(report),
    problems: [],
  };
}

/** Statuses of the keys that are not ignored. */
async function statusesOf(
  findings: readonly Finding[],
  { policy, inline, verification }: LocalOptions,
): Promise<ReadonlyMap<string, KeyStatus>> {
  const written = (finding: Finding) => (inline === "honoured" ? inlineIgnoreReason(finding) : null);
  const asked = findings.filter((finding) => (ignoreReason(finding, policy) ?? written(finding)) === null);
  if (verification.mode === "off" || asked.length === 0) return new Map();
  const { verifyKeys } = await import("../respond/verify/verify.ts");
  return verifyKeys(asked, verification);
}

/** The folder of the checkout; null where the workflow made none. */
export function checkoutOf(env: NodeJS.ProcessEnv): string | null {
  const folder = env.GITHUB_WORKSPACE;
  return folder !== undefined && existsSync(join(folder, ".git")) ? folder : null;
}
