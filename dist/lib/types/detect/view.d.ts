/**
 * Bytes as they read after some decoding, each with the place it came from: `from[i]` is the offset, in the window that
 * is searched, of the first original byte that byte `i` is made of, `to[i]` the offset after the last one.
 */
export interface View {
    readonly bytes: Uint8Array;
    readonly from: Uint32Array;
    readonly to: Uint32Array;
}
/** A view of undecoded bytes. */
export declare function plainView(bytes: Uint8Array): View;
/** Builds a view, byte by byte or in unencoded stretches. */
export interface ViewBuilder {
    /** Appends `byte`, made of the bytes `first` to `last` (inclusive indexes) of the view that is being decoded. */
    append(byte: number, first: number, last: number): void;
    /** Appends the bytes from `first` to before `end` of that view unchanged. */
    appendRun(first: number, end: number): void;
    view(): View;
}
/** A builder for a view decoded from `source`, of at most `capacity` bytes; it ends with its view. */
export declare function viewBuilder(source: View, capacity: number): ViewBuilder;
/** Index in the view of the byte at `offset` of the window, or of the first byte after it. */
export declare function indexOfOffset(view: View, offset: number): number;
