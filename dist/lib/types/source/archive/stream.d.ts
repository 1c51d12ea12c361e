import type { Inflated } from "./inflate.js";
/** The content of a file compressed as xz, bzip2, lzip or lzma, and whether it is complete. */
export declare function decompressStream(format: string, bytes: Uint8Array, limit: number): Promise<{
    readonly output: Inflated;
    readonly isWhole: boolean;
}>;
