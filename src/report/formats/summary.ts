import type { ChangeReport } from "../change-report.ts";
import { type Detail, details, fitting } from "../fitting.ts";
import { forReaders } from "../for-readers.ts";
import { guidance } from "../sections/guidance.ts";
import { headline } from "../sections/headline.ts";
import { keyOverview } from "../sections/key-overview.ts";

/** GitHub takes 1 MiB a step, which other parts of the step may share. */
const maximumSummary = 500_000;

const most: Detail = { sections: 50, rows: 1_000, places: 20, entries: 500 };

/** The job summary of a workflow step: Markdown, well under GitHub's 1 MiB. */
export function renderSummary(whole: ChangeReport): string {
  const report = forReaders(whole);
  return fitting([most, ...details], (detail) => summary(report, detail), maximumSummary);
}

function summary(report: ChangeReport, detail: Detail): string {
  const light = { success: "🟢", failure: "🔴", neutral: "🟠" }[report.conclusion];
  const parts = [
    `## ${light} Keyhawk: ${headline(report)}`,
    keyOverview(report.keys, report.change, detail),
    guidance(report, detail),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
