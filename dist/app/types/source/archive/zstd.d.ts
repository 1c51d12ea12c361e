import type { Inflated } from "./inflate.js";
/** What a zstd file holds, frame after frame, and whether all of it could be read. */
export declare function decompressZstd(bytes: Uint8Array, limit: number): {
    readonly output: Inflated;
    readonly isWhole: boolean;
};
