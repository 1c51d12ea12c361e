import { type Inflated } from "./inflate.js";
/** Ways in which data formats compress their blocks. */
export type Codec = "none" | "gzip" | "deflate" | "zstd" | "lz4" | "brotli" | "snappy" | "bzip2" | "xz";
/** Decompresses a block, with a limit on the output in bytes. Damaged blocks are `corrupt`. */
export declare function decompressBlock(codec: Codec, bytes: Uint8Array, limit: number): Promise<Inflated>;
