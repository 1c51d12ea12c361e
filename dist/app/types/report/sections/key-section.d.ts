import type { ChangeSummary } from "../change-report.js";
import type { KeyReport, Place } from "../key-report.js";
/** The state of a key: what was done about it and whether it is alive, each as Markdown with a coloured marker in front. */
export declare function statusMarkdown(key: KeyReport): string[];
/** Places as a list of Markdown, cut at `most` with a count. */
export declare function placeList(places: readonly Place[], change: ChangeSummary, most: number): string;
/** Everything about one key: what it is, what it can do, its state, where it is. At most `places` places a list. */
export declare function keySection(key: KeyReport, change: ChangeSummary, places: number): string;
