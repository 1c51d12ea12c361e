import { isResolved } from "../../policy/conclude.ts";
import { isComplete } from "../../source/coverage.ts";
import type { ChangeReport } from "../change-report.ts";
import { renderState, type StateSeal } from "../comment-state.ts";
import { type Detail, details, fitting } from "../fitting.ts";
import { forReaders } from "../for-readers.ts";
import { folded } from "../markdown.ts";
import {
  coverageLine,
  exposuresSection,
  ignoreSection,
  notScannedSection,
  problemsSection,
} from "../sections/appendices.ts";
import { headline, keysByState } from "../sections/headline.ts";
import { keyOverview } from "../sections/key-overview.ts";
import { nextSteps } from "../sections/next-steps.ts";
import { count } from "../words.ts";

/** Marks the comment so that a later run finds it. */
export const commentMarker = "<!-- keyhawk:comment -->";

/** The one comment of a pull request: Markdown of at most 65,535 characters, with a hidden marker and state. */
export function renderComment(whole: ChangeReport, seal: StateSeal | null = null): string {
  const report = forReaders(whole);
  const state = renderState(report.keys, seal);
  return fitting(details, (detail) => `${commentMarker}\n${visible(report, detail)}\n\n${state}\n`);
}

function visible(report: ChangeReport, detail: Detail): string {
  const { change, coverage } = report;
  const { done, ignored } = keysByState(report.keys);
  const pending = report.keys.filter((key) => !isResolved(key));
  const settled = [...done, ...ignored];
  const steps = nextSteps(report);
  const settledText = keyOverview(settled, change, detail);
  return [
    `## ${light(report)} ${headline(report)}`,
    lead(report),
    keyOverview(pending, change, detail),
    steps === "" ? "" : `### What to do now\n\n${steps}`,
    settled.length === 0 ? "" : folded(`<b>Settled: ${count(settled.length, "key")}</b>`, settledText),
    exposuresSection(report.exposures, change, detail.entries),
    notScannedSection(coverage, detail.entries),
    problemsSection(report.problems, detail.entries),
    ignoreSection(pending, report, detail.entries),
    `<sub>${coverageLine(coverage)} Keyhawk updates this comment with every push; keys are shown masked and never stored.</sub>`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function light(report: ChangeReport): string {
  const { open, leftInCode } = keysByState(report.keys);
  if (open.length > 0) return "🔴";
  return leftInCode.length > 0 || report.conclusion === "neutral" ? "🟠" : "🟢";
}

/** The paragraph below the headline: why the check is red, or why it no longer is. */
function lead(report: ChangeReport): string {
  const { open, leftInCode } = keysByState(report.keys);
  const sentences: string[] = [];
  if (open.length === 0 && leftInCode.length === 0) {
    sentences.push("Nothing is left to do here.");
  } else if (open.length === 0) {
    sentences.push(
      "The leaked key no longer works. Remove it from the code, so that no one mistakes it for a working key.",
    );
  } else if (leftInCode.length === 0 && open.every((key) => key.headPlaces.length === 0)) {
    const keys = open.length === 1 ? "The key is" : "The keys are";
    sentences.push(
      `${keys} gone from the newest commit, but still in the history, where anyone with access can read and use what is not revoked.`,
    );
    if (report.conclusion === "failure") sentences.push("The check stays red until then.");
  } else {
    sentences.push(
      open.length === 1
        ? "A key waits to be revoked, and anyone with access to this repository can use it until then. Do that first."
        : `${open.length} keys wait to be revoked, and anyone with access to this repository can use them until then. Do that first.`,
    );
  }
  if (open.length + leftInCode.length > 0 && report.conclusion !== "failure") {
    sentences.push("The check is not red, because the configuration does not count this as a failure.");
  }
  if (!isComplete(report.coverage)) sentences.push("Part of the change could not be scanned; it is listed below.");
  return sentences.join(" ");
}
