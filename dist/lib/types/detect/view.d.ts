/**
 * Bytes as they read after some decoding, each with the place it came from. `from[i]` is the offset of the first
 * original byte that byte `i` is made of, `to[i]` the offset after the last one.
 */
export interface View {
    readonly bytes: Uint8Array;
    readonly from: Uint32Array | Float64Array;
    readonly to: Uint32Array | Float64Array;
}
/** The bytes from `start` to `end` as they stand. */
export declare function plainView(bytes: Uint8Array, start: number, end: number): View;
/** Collects a view byte by byte. */
export interface ViewBuilder {
    /** Appends `byte`, made of the bytes `first` to `last` (inclusive indexes) of the view that is being decoded. */
    append(byte: number, first: number, last: number): void;
    view(): View;
}
/** A builder for a view decoded from `source`, with room for `capacity` bytes. */
export declare function viewBuilder(source: View, capacity: number): ViewBuilder;
/** Index in the view of the original offset `offset`, or of the first byte after it. */
export declare function indexOfOffset(view: View, offset: number): number;
