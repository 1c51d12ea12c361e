import type { Inflated } from "./inflate.js";
/** What an lz4 file holds, frame after frame, and whether all of it could be read. */
export declare function decompressLz4(bytes: Uint8Array, limit: number): {
    readonly output: Inflated;
    readonly isWhole: boolean;
};
