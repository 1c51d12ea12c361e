/** False when a scan of these bytes can neither find nor miss a key: nothing is lost by only counting them. */
export declare function isRelevant(bytes: Uint8Array): boolean;
/**
 * True when the first bytes say that the content proper is elsewhere, compressed, archived, or in Git LFS; or that it is
 * wide text, which reads otherwise than its bytes do.
 */
export declare function isRelevantOpening(bytes: Uint8Array): boolean;
/** True when an anchor stands in the bytes between two offsets: without one there is no key. */
export declare function mayHoldKey(bytes: Uint8Array, from?: number, to?: number): boolean;
/** True when a scan finds something in the bytes, a placeholder included, or has something to open in them. */
export declare function holdsKey(bytes: Uint8Array): boolean;
