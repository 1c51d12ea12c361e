import type { Inflated } from "./inflate.js";
/**
 * Decompresses a block of snappy, with a limit on the output in bytes. Written here since the decoders on npm do not end on
 * damaged data.
 */
export declare function decompressSnappy(bytes: Uint8Array, limit: number): Inflated;
