import type { ChangeReport } from "../change-report.js";
import type { Detail } from "../fitting.js";
/** What to do now and everything that a check and a job summary say beside the keys, as Markdown. */
export declare function guidance(report: ChangeReport, detail: Detail): string;
