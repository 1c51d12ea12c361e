import { type Anchor } from "./anchors.js";
/** Four bytes of `bytes` from `at`, little-endian; bytes beyond the end count as zero. */
export declare function gramAt(bytes: Uint8Array, at: number): number;
/** Every gram once. */
export declare const grams: Int32Array;
/** Index in `entryAnchors` of each gram's first anchor, with a final entry for the end of the last gram. */
export declare const firstEntries: Uint16Array;
/** The numbers of the anchors, gram by gram. */
export declare const entryAnchors: Uint16Array;
/** Offset of the gram in each of these anchors. */
export declare const entryOffsets: Uint8Array;
/** What all anchors of a gram have in common next to it: three numbers per gram. */
export declare const checks: Int32Array;
/** Length of the longest anchor. */
export declare const longestAnchor: number;
/** The anchor with this number. */
export declare function anchorOf(number: number): Anchor;
/** Anchors that the search cannot find; a test requires that another anchor covers each. */
export declare function unseenAnchors(): Anchor[];
