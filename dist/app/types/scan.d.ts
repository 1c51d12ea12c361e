import type { ExposureId } from "./detect/exposures/exposure.js";
import type { Limits } from "./policy/limits.js";
import { type ScannedPaths } from "./policy/scanned-path.js";
import type { Coverage } from "./source/coverage.js";
import type { ExposureFinding, Finding } from "./source/finding.js";
import type { Source } from "./source/source.js";
/** The result of one scan. */
export interface ScanResult {
    /** In the order in which the source yielded their documents; what is inside an archive comes before what is around it. */
    readonly findings: readonly Finding[];
    readonly exposures: readonly ExposureFinding[];
    readonly coverage: Coverage;
}
/** What a scan needs from the policy. */
export interface ScanOptions {
    readonly limits: Pick<Limits, "fileBytes" | "archiveDepth">;
    /** Exposures to look for. */
    readonly exposures: readonly ExposureId[];
    /** Paths to scan; all of them when not given. */
    readonly paths?: ScannedPaths;
}
/**
 * Scans every document of a source, and what is inside those that are archives: the one pipeline behind the
 * App, the Action and the command line. Throws only what the source throws.
 */
export declare function scan(source: Source, options: ScanOptions): Promise<ScanResult>;
