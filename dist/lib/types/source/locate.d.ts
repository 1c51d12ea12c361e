import type { ExposureDetection } from "../detect/exposures/exposure.js";
import type { Document } from "./document.js";
import type { ExposureFinding, Finding, WrappedDetection } from "./finding.js";
/**
 * Detections of a document as findings: line and column of the original, the excerpt with every credential
 * masked. What touches no line that the change added is left out; it is masked in the others' excerpts all the same.
 * @param detections ordered by `start`
 */
export declare function locate(document: Document, detections: readonly WrappedDetection[]): Finding[];
/**
 * Exposures of a document as findings, with every credential in their excerpts masked.
 * @param exposures ordered by `start`
 * @param detections the result of `detect` for the same document, ordered by `start`
 */
export declare function locateExposures(document: Document, exposures: readonly ExposureDetection[], detections: readonly WrappedDetection[]): ExposureFinding[];
/** True when a finding that starts at an offset belongs to the document rather than an adjacent window. */
export declare function within({ window }: Document, { start }: {
    readonly start: number;
}): boolean;
