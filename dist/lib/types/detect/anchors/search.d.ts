import type { Anchor } from "./anchors.js";
/**
 * Calls `visit` for every anchor in `bytes` that may belong to a credential ({@link isFalseAnchor}), with the anchor
 * and the offset of its first byte. Calls are ordered by the bytes that identify the anchor, not always by its start.
 * `visit` returns the offset below which it needs no more calls.
 */
export declare function searchAnchors(bytes: Uint8Array, visit: (anchor: Anchor, at: number) => number): void;
/**
 * True when `bytes` contain a credential's anchor between the offsets `from` and `to`. Without one, {@link detect}
 * finds nothing there.
 */
export declare function mayContain(bytes: Uint8Array, from?: number, to?: number): boolean;
/** Start of the last anchor of a credential and of an exposure; -1 for none. */
export interface LastAnchors {
    credential: number;
    exposure: number;
}
/**
 * The last anchors in `bytes` between the offsets `from` and `to`: without a credential's anchor there is no
 * credential, and likewise for exposures.
 */
export declare function lastAnchors(bytes: Uint8Array, from?: number, to?: number): LastAnchors;
