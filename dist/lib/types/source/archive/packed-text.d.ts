import type { PackedPlace } from "../../detect/collector.js";
import type { NotScanned } from "../coverage.js";
import type { Document } from "../document.js";
import type { WrappedDetection } from "../finding.js";
import { type UnpackLimits } from "./unpack.js";
/** What the containers hold that a text carries in base64. */
export interface OpenedText {
    /** Ordered by start. Each stands where the base64 does, and its encoding begins with how the container was reached. */
    readonly detections: readonly WrappedDetection[];
    /** Bytes that were unpacked and scanned. */
    readonly bytes: number;
    readonly placeholders: number;
    readonly notScanned: readonly NotScanned[];
    /** True when the text ends within the base64 of a container. */
    readonly isCut: boolean;
}
/**
 * Opens archives and compressed data that a text carries in base64, once or twice encoded, and whatever they hold.
 * @param places where they may begin, in ascending order
 */
export declare function openPacked(document: Document, places: readonly PackedPlace[], limits: UnpackLimits): Promise<OpenedText>;
