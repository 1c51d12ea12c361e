import type { ExposureDetection, ExposureId } from "./exposure.js";
/**
 * False when no rule can apply: {@link detectExposures} finds nothing then. Looks for the needles by parts that begin
 * with a rare byte, which is several times faster.
 */
export declare function mayExpose(bytes: Uint8Array, path: string | null): boolean;
/**
 * Risks without a key in `bytes`, of the ids in `only`, ordered by place. `path` decides which rules can apply: a
 * Dockerfile's, a browser's file; null stands for text without a file and leaves out what needs one. Byte offsets.
 */
export declare function detectExposures(bytes: Uint8Array, path: string | null, only: readonly ExposureId[]): ExposureDetection[];
