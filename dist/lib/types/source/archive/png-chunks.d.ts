/** One chunk of a PNG file. */
export interface PngChunk {
    readonly type: string;
    readonly data: Uint8Array;
}
/**
 * The chunks of a PNG file that may contain compressed text, as far as its bytes are available. Returns false when they
 * end before the file does.
 */
export declare function textChunks(bytes: Uint8Array): Generator<PngChunk, boolean>;
/** True when a PNG file contains compressed text or a profile, or its end is not available. */
export declare function hasCompressedText(bytes: Uint8Array): boolean;
