import type { ExposureDetection, ExposureId } from "./exposure.ts";
/**
 * Risks without a key in `bytes`, of the ids in `only`, ordered by place. `path` decides which rules can apply: a
 * Dockerfile's, a browser's file; null stands for text without a file and leaves out what needs one. Byte offsets.
 */
export declare function detectExposures(bytes: Uint8Array, path: string | null, only: readonly ExposureId[]): ExposureDetection[];
