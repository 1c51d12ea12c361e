import type { Survey } from "../detect/collector.js";
/** False when a scan of these bytes can neither find nor miss a key, so that they only need to be counted. */
export declare function isRelevant(bytes: Uint8Array): boolean;
/**
 * True when the first bytes say that the content proper is elsewhere, compressed, archived, or in Git LFS; or that it is
 * wide text, which reads otherwise than its bytes do.
 */
export declare function isRelevantOpening(bytes: Uint8Array): boolean;
/** True when there is an anchor between two offsets: without one there is no key. */
export declare function mayHoldKey(bytes: Uint8Array, from?: number, to?: number): boolean;
/** True when a scan finds something in the bytes, including placeholders, or has something to open in them. */
export declare function holdsKey(bytes: Uint8Array): boolean;
/** The same for bytes that have been searched. */
export declare function showsKey({ detections, placeholders, packed }: Survey): boolean;
