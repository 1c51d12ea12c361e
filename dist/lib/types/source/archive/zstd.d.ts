import type { Inflated } from "./inflate.js";
/** The content of a zstd file, frame by frame, and whether all of it could be read. */
export declare function decompressZstd(bytes: Uint8Array, limit: number): {
    readonly output: Inflated;
    readonly isWhole: boolean;
};
