import { type Anchor } from "./anchors.js";
/** Four bytes of `bytes` from `at`, the first the lowest; what is beyond the end counts as zero. */
export declare function gramAt(bytes: Uint8Array, at: number): number;
/** Every gram once. */
export declare const grams: Int32Array;
/** Index in `entryAnchors` of the first anchor of each gram, and where those of the last one end. */
export declare const firstEntries: Uint16Array;
/** The numbers of the anchors, gram by gram. */
export declare const entryAnchors: Uint16Array;
/** Where in each of them its gram stands. */
export declare const entryOffsets: Uint8Array;
/** What stands beside a gram wherever one of its anchors does: three numbers a gram. */
export declare const checks: Int32Array;
/** Bytes of the longest anchor. */
export declare const longestAnchor: number;
/** The anchor of a number. */
export declare function anchorOf(number: number): Anchor;
/** Anchors that the search cannot see; the tests keep it empty but for the ones that another anchor covers. */
export declare function unseenAnchors(): Anchor[];
