import type { ExposureDetection, ExposureId } from "./exposure.js";
/** Where none of these stands, there is no exposure. */
export declare const exposureWords: readonly string[];
/**
 * Risks without a key in `bytes`, of the ids in `only`, ordered by place. `path` decides which rules can apply: a
 * Dockerfile's, a browser's file; null stands for text without a file and leaves out what needs one. Byte offsets.
 */
export declare function detectExposures(bytes: Uint8Array, path: string | null, only: readonly ExposureId[]): ExposureDetection[];
/**
 * False when no part of a text that is longer than `bytes` can hold a risk in them: what the rest of the text says is
 * not known here, so that {@link detectExposures} may find nothing in the whole where this is true.
 */
export declare function mayExpose(bytes: Uint8Array, path: string | null): boolean;
