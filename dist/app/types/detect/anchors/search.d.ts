import type { Anchor } from "./anchors.js";
/**
 * Calls `visit` for every anchor that stands in `bytes` and may be a credential's ({@link isFalseAnchor}), in the order
 * of the bytes that gave it away (not always of its start), with the anchor and the offset of its first byte. `visit` answers the offset below which it wants no more.
 */
export declare function searchAnchors(bytes: Uint8Array, visit: (anchor: Anchor, at: number) => number): void;
/**
 * True when a credential's anchor stands in `bytes` between the offsets `from` and `to`; when none does, {@link detect}
 * finds nothing there.
 */
export declare function mayContain(bytes: Uint8Array, from?: number, to?: number): boolean;
/** Where the last anchor starts, of a credential and of an exposure; -1 where there is none. */
export interface LastAnchors {
    credential: number;
    exposure: number;
}
/**
 * The last anchors in `bytes` between the offsets `from` and `to`: without one of a credential there is no credential,
 * and so with exposures.
 */
export declare function lastAnchors(bytes: Uint8Array, from?: number, to?: number): LastAnchors;
