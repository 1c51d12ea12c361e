import { brotliDecompressSync } from "node:zlib";
import { type Inflated, inflate, inflateWhole } from "./inflate.ts";
import { decompressLz4Block } from "./lz4.ts";
import { decompressSnappy } from "./snappy.ts";
import { decompressStream } from "./stream.ts";
import { decompressZstd } from "./zstd.ts";

/** Ways in which data formats compress their blocks. */
export type Codec = "none" | "gzip" | "deflate" | "zstd" | "lz4" | "brotli" | "snappy" | "bzip2" | "xz";

/** Decompresses a block, with a limit on the output in bytes. Damaged blocks are `corrupt`. */
export async function decompressBlock(codec: Codec, bytes: Uint8Array, limit: number): Promise<Inflated> {
  if (limit <= 0) return { type: "too-large" };
  switch (codec) {
    case "none":
      return bytes.length > limit ? { type: "too-large" } : { type: "bytes", bytes };
    case "gzip":
      return inflateWhole("gzip", bytes, limit);
    case "deflate":
      return inflate("raw", bytes, limit);
    case "zstd":
      return decompressZstd(bytes, limit).output;
    case "lz4":
      return decompressLz4Block(bytes, limit);
    case "brotli":
      return brotli(bytes, limit);
    case "snappy":
      return decompressSnappy(bytes, limit);
    case "bzip2":
    case "xz":
      return (await decompressStream(codec, bytes, limit)).output;
  }
}

function brotli(bytes: Uint8Array, limit: number): Inflated {
  try {
    return { type: "bytes", bytes: brotliDecompressSync(bytes, { maxOutputLength: limit }) };
  } catch (error) {
    const isTooLarge = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return { type: isTooLarge ? "too-large" : "corrupt" };
  }
}
