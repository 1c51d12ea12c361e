/**
 * LZW as PDF uses it, the highest bit first. Data that is damaged gives what comes before; of more than `limit` bytes
 * a few more than that are given.
 * @param early 1 when codes grow longer one code early, as is usual; else 0
 */
export declare function decodeLzw(bytes: Uint8Array, early: number, limit: number): Uint8Array;
