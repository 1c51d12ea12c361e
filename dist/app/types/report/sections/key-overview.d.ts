import type { ChangeSummary } from "../change-report.js";
import type { Detail } from "../fitting.js";
import type { KeyReport } from "../key-report.js";
/** Keys as Markdown: the first in sections, the next as rows of a folded table, the rest as a count. Empty for no keys. */
export declare function keyOverview(keys: readonly KeyReport[], change: ChangeSummary, detail: Detail): string;
