import type { ExposureId } from "./detect/exposures/exposure.js";
import type { Limits } from "./policy/limits.js";
import { type ScannedPaths } from "./policy/scanned-path.js";
import type { Coverage } from "./source/coverage.js";
import type { ExposureFinding, Finding } from "./source/finding.js";
import { type Search } from "./source/search-document.js";
import type { Source } from "./source/source.js";
/** The result of one scan. */
export interface ScanResult {
    /** In the order in which the source yielded their documents; the content of an archive precedes what contains it. */
    readonly findings: readonly Finding[];
    readonly exposures: readonly ExposureFinding[];
    readonly coverage: Coverage;
}
/** What a scan uses of the policy. */
export interface ScanOptions {
    readonly limits: Pick<Limits, "fileBytes" | "archiveDepth">;
    /** Exposures to search for. */
    readonly exposures: readonly ExposureId[];
    /** Paths to scan; all of them when absent. */
    readonly paths?: ScannedPaths;
    /** Searches a document; in this thread when absent. */
    readonly search?: Search;
}
/**
 * Scans every document of a source, and what is inside those that are archives: the one pipeline behind the
 * App, the Action and the command line. Throws only what the source throws.
 */
export declare function scan(source: Source, options: ScanOptions): Promise<ScanResult>;
