import type { UnpackLimits } from "./archive/unpack.js";
import type { NotScanned } from "./coverage.js";
import type { Document } from "./document.js";
import type { WrappedDetection } from "./finding.js";
/** The findings in a document. */
export interface DocumentDetections {
    /** Ordered by start. */
    readonly detections: readonly WrappedDetection[];
    readonly placeholders: number;
    /** Unpacked bytes of the containers that the document embeds as base64. */
    readonly unpackedBytes: number;
    readonly notScanned: readonly NotScanned[];
}
/**
 * Detections in a document's bytes, in the containers that it carries in base64, and those that show only when wide text
 * is read as such.
 */
export declare function detectIn(document: Document, limits: UnpackLimits): Promise<DocumentDetections>;
