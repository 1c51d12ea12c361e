import type { ChangeReport } from "../change-report.js";
/** What to do now, in order, as a numbered Markdown list; empty when nothing is left to do. */
export declare function nextSteps(report: ChangeReport): string;
