import type { PackedPlace } from "../../detect/collector.js";
import type { NotScanned } from "../coverage.js";
import type { Document } from "../document.js";
import type { WrappedDetection } from "../finding.js";
import { type UnpackLimits } from "./unpack.js";
/** The content of containers that a text carries in base64. */
export interface OpenedText {
    /** Ordered by start. Each has the offsets of the base64, and its encodings begin with those around the container. */
    readonly detections: readonly WrappedDetection[];
    /** Bytes unpacked and scanned. */
    readonly bytes: number;
    readonly placeholders: number;
    readonly notScanned: readonly NotScanned[];
    /** True when the text ends within the base64 of a container. */
    readonly isCut: boolean;
}
/**
 * Opens archives and compressed data embedded in a text as base64, encoded once or twice, and everything inside them.
 * @param places where they may begin, in ascending order
 */
export declare function openPacked(document: Document, places: readonly PackedPlace[], limits: UnpackLimits): Promise<OpenedText>;
