import type { ExposureDetection, ExposureId } from "./exposure.js";
/** Text without any of these has no exposure. */
export declare const exposureWords: readonly string[];
/**
 * Risks without a key in `bytes`, limited to the ids in `only`, ordered by byte offset. `path` decides which rules
 * apply, for example to a Dockerfile or a browser's file; null means text without a file and skips the rules that need
 * one.
 */
export declare function detectExposures(bytes: Uint8Array, path: string | null, only: readonly ExposureId[]): ExposureDetection[];
/**
 * False when `bytes` cannot contain a risk whatever the rest of a longer text says. True does not mean that {@link
 * detectExposures} finds one in the whole text.
 */
export declare function mayExpose(bytes: Uint8Array, path: string | null): boolean;
