import { isResolved } from "../policy/conclude.ts";
import { coverageLine, exposuresSection, ignoreSection, notScannedSection, problemsSection } from "./appendices.ts";
import type { ChangeReport } from "./change-report.ts";
import { type Detail, details, fitting } from "./fitting.ts";
import { headline } from "./headline.ts";
import { keyOverview } from "./key-overview.ts";
import { nextSteps } from "./next-steps.ts";

/** GitHub takes 1 MiB a step, which other parts of the step may share. */
const maximumSummary = 500_000;

const most: Detail = { sections: 50, rows: 1_000, places: 20, entries: 500 };

/** The job summary of a workflow step: Markdown, well under GitHub's 1 MiB. */
export function renderSummary(report: ChangeReport): string {
  return fitting([most, ...details], (detail) => summary(report, detail), maximumSummary);
}

function summary(report: ChangeReport, detail: Detail): string {
  const light = { success: "🟢", failure: "🔴", neutral: "🟠" }[report.conclusion];
  const steps = nextSteps(report);
  const parts = [
    `## ${light} Keyhawk: ${headline(report)}`,
    keyOverview(report.keys, report.change, detail),
    steps === "" ? "" : `### What to do now\n\n${steps}`,
    exposuresSection(report.exposures, report.change, detail.entries),
    notScannedSection(report.coverage, detail.entries),
    problemsSection(report.problems, detail.entries),
    ignoreSection(
      report.keys.filter((key) => !isResolved(key)),
      detail.entries,
    ),
    coverageLine(report.coverage),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
