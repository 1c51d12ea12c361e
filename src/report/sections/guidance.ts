import { isResolved } from "../../policy/conclude.ts";
import type { ChangeReport } from "../change-report.ts";
import type { Detail } from "../fitting.ts";
import { coverageLine, exposuresSection, ignoreSection, notScannedSection, problemsSection } from "./appendices.ts";
import { nextSteps } from "./next-steps.ts";

/** What to do now, and everything else in a check or job summary except the keys, as Markdown. */
export function guidance(report: ChangeReport, detail: Detail): string {
  const steps = nextSteps(report);
  return [
    steps === "" ? "" : `### What to do now\n\n${steps}`,
    exposuresSection(report.exposures, report.change, detail.entries),
    notScannedSection(report.coverage, detail.entries),
    problemsSection(report.problems, detail.entries),
    ignoreSection(
      report.keys.filter((key) => !isResolved(key)),
      report,
      detail.entries,
    ),
    coverageLine(report.coverage),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
