import type { ChangeReport } from "../change-report.js";
import { type StateSeal } from "../comment-state.js";
/** Marks the comment so that a later run finds it. */
export declare const commentMarker = "<!-- keyhawk:comment -->";
/** The one comment of a pull request: Markdown of at most 65,535 characters, with a hidden marker and state. */
export declare function renderComment(report: ChangeReport, seal?: StateSeal | null): string;
