import type { Anchor } from "./anchors.js";
/**
 * True when the bytes after an anchor cannot belong to a credential in any encoding. These are the most frequent
 * anchors in source text, compiled code and data, and each would have its surroundings decoded. False when `bytes` end
 * too soon to decide.
 */
export declare function isFalseAnchor(bytes: Uint8Array, at: number, anchor: Anchor): boolean;
