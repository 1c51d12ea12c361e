import { type Anchor } from "./anchors.js";
/**
 * Calls `visit` for every anchor that stands in `bytes`, in the order of the bytes that gave it away (not always of its
 * start), with the anchor and the offset of its first byte. `visit` answers the offset below which it wants no more.
 */
export declare function searchAnchors(bytes: Uint8Array, visit: (anchor: Anchor, at: number) => number): void;
/** True when an anchor stands in `bytes`; when none does, {@link detect} finds nothing. */
export declare function mayContain(bytes: Uint8Array): boolean;
/** Anchors that the search cannot see; the tests keep it empty but for the ones that another anchor covers. */
export declare function unseenAnchors(): Anchor[];
