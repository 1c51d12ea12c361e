import type { Policy } from "../../policy/policy.ts";
import type { ScanReport } from "../../report/scan-report.ts";

/** A report, and the policy that judges it. */
export interface Judged {
  readonly report: ScanReport;
  readonly policy: Policy;
}
