import type { Inflated } from "./inflate.js";
/** The content of an lz4 file, frame by frame, and whether all of it could be read. */
export declare function decompressLz4(bytes: Uint8Array, limit: number): {
    readonly output: Inflated;
    readonly isWhole: boolean;
};
/** The content of one block of lz4, as formats of data store it without a frame. */
export declare function decompressLz4Block(bytes: Uint8Array, limit: number): Inflated;
