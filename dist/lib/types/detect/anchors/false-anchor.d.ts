import { type Anchor } from "./anchors.js";
/**
 * True for the bytes of an anchor that go on as those of no credential do, in any encoding: the most frequent anchors in
 * source text, compiled code and data, and each would have its surroundings decoded. Where `bytes` end too soon to tell,
 * it is false.
 */
export declare function isFalseAnchor(bytes: Uint8Array, at: number, anchor: Anchor): boolean;
