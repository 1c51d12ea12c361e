/** Used instead of an offset for an anchor that the search cannot find. */
export declare const noOffset = 255;
/**
 * For each anchor, the offset of the four bytes that identify it: a trigger starts at the first or the second of them.
 * One place suffices, since an anchor is either complete or absent.
 */
export declare const gramOffsets: Uint8Array;
