import type { Conclusion } from "../policy/conclude.ts";
import type { ScanReport } from "../report/scan-report.ts";

/** What one run found, in the forms that the step publishes. Holds no raw credential. */
export interface StepResult {
  /** Every commit and text that brought a key in. */
  readonly report: ScanReport;
  /** Where each key is in the newest state: for annotations and SARIF. */
  readonly newest: ScanReport;
  readonly conclusion: Conclusion;
  /** Markdown for the job summary. */
  readonly summary: () => string;
  /** What could not be published, each with the permission to add. */
  readonly problems: readonly string[];
}
