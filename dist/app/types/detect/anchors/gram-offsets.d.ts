/** In place of an offset, for an anchor that the search cannot see. */
export declare const noOffset = 255;
/**
 * For each anchor, the offset of the four of its bytes by which it is found: a trigger starts at the first or the second
 * of them. One place suffices, since an anchor stands whole or not at all.
 */
export declare const gramOffsets: Uint8Array;
