import type { ConfigurationProblem } from "../../policy/policy.js";
import { type Coverage } from "../../source/coverage.js";
import type { ExposureFinding } from "../../source/finding.js";
import type { ChangeSummary } from "../change-report.js";
import type { KeyReport } from "../key-report.js";
/** One line on what was scanned. */
export declare function coverageLine(coverage: Coverage): string;
/** What was not scanned, by reason, folded; empty when everything was. At most `most` entries. */
export declare function notScannedSection(coverage: Coverage, most: number): string;
/** Mistakes in the configuration; empty when there are none. */
export declare function problemsSection(problems: readonly ConfigurationProblem[], most: number): string;
/** Risks without a key, folded; empty when there are none. */
export declare function exposuresSection(found: readonly ExposureFinding[], change: ChangeSummary, most: number): string;
/** How to ignore a false positive, folded; empty when every key is settled. */
export declare function ignoreSection(keys: readonly KeyReport[], most: number): string;
