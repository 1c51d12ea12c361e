import type { Inflated } from "./inflate.js";
/** What a file compressed as xz, bzip2, lzip or lzma holds, and whether it is whole. */
export declare function decompressStream(format: string, bytes: Uint8Array, limit: number): Promise<{
    readonly output: Inflated;
    readonly isWhole: boolean;
}>;
