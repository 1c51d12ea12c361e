/**
 * LZW as PDF uses it, most significant bit first. Damaged data yields the part before the damage; the output may exceed
 * `limit` by a few bytes.
 * @param early 1 when codes grow longer one code early, as is usual; else 0
 */
export declare function decodeLzw(bytes: Uint8Array, early: number, limit: number): Uint8Array;
