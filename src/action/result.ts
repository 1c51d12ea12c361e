import type { ExaminedChange } from "../change/examine.ts";
import type { Conclusion } from "../policy/conclude.ts";
import type { Mode } from "../policy/rollout.ts";
import { forReadersOfScan } from "../report/for-readers.ts";
import { renderSummary } from "../report/formats/summary.ts";
import { type ScanReport, scanReportOfChange } from "../report/scan-report.ts";
import { keysByState } from "../report/sections/headline.ts";
import { isComplete } from "../source/coverage.ts";

/** Numbers of keys that still need action. */
export interface PendingKeys {
  /** Not known to be dead. */
  readonly open: number;
  /** Dead, and still in the newest state. */
  readonly leftInCode: number;
}

/** What one run found, in the forms in which the step publishes it. Holds no raw credential. */
export interface StepResult {
  /** Every commit and text that introduced a key. */
  readonly report: ScanReport;
  /** Where each key is in the newest state: for annotations and SARIF, which readers of the repository may see. */
  readonly newest: ScanReport;
  /** Keys that are not ignored, and not dead and gone. */
  readonly pending: PendingKeys;
  readonly conclusion: Conclusion;
  /** `nothing`: there was something to scan, and none of it could be read. */
  readonly scanned: "something" | "nothing";
  /** In `observe` nothing is annotated, and the step passes whatever `conclusion` says. */
  readonly mode: Mode;
  /** Markdown for the job summary. */
  readonly summary: () => string;
  /** What could not be published, each item with the permission to add, or suggested. */
  readonly problems: readonly string[];
}

/** The result of a change that was read through the API. @param problems what could not be published or suggested */
export function resultOfChange(
  { report, policy }: Pick<ExaminedChange, "report" | "policy">,
  problems: readonly string[],
): StepResult {
  const { open, leftInCode } = keysByState(report.keys);
  return {
    report: scanReportOfChange(report, "introduced"),
    newest: forReadersOfScan(scanReportOfChange(report, "head"), report.change.visibility),
    pending: { open: open.length, leftInCode: leftInCode.length },
    conclusion: report.conclusion,
    scanned: report.coverage.commits > 0 || isComplete(report.coverage) ? "something" : "nothing",
    mode: policy.observed ? "observe" : "enforce",
    summary: () => renderSummary(report),
    problems,
  };
}
