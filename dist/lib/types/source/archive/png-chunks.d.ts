/** One chunk of a PNG file. */
export interface PngChunk {
    readonly type: string;
    readonly data: Uint8Array;
}
/** The chunks of a PNG file that may hold compressed text, as far as its bytes are at hand. Returns false where they end before it does. */
export declare function textChunks(bytes: Uint8Array): Generator<PngChunk, boolean>;
/** True when a PNG file holds text or a profile that is compressed, or its end is not at hand. */
export declare function hasCompressedText(bytes: Uint8Array): boolean;
