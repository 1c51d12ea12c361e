/** The memory layout of the search, in bytes, and its hash function. */
/** Bits of the product that select a byte of the table; the next three select a bit in it. */
export declare const hashBits = 13;
export declare const bitShift: number;
export declare const multiplier: number;
/** Bytes that one round examines: two vectors. */
export declare const groupBytes = 32;
export declare const tableAt = 0;
/** Where the search stopped. */
export declare const resumeAt: number;
/** The block of input to be searched. */
export declare const inputAt: number;
export declare const blockBytes: number;
/** Bytes after which the search examines the places it has marked. */
export declare const roundBytes: number;
/** The marks of one round: the offset of 32 bytes, and a bit for each of them. */
export declare const markedAt: number;
export declare const markedBytes = 8;
/** The places of a round's marks. */
export declare const placesAt: number;
/** Marks that are listed at once. */
export declare const marksAtOnce = 3;
/** Those of them that have three bytes of an anchor. */
export declare const candidatesAt: number;
/** The places found. */
export declare const outputAt: number;
/** Where the search stops writing: each byte of another round may yield two places. */
export declare const outputEnd: number;
/** A hash table of the grams: for each, its bytes and the neighbouring bytes to compare. */
export declare const recordBits = 12;
export declare const recordBytes = 16;
export declare const recordMultiplier: number;
export declare const recordsAt: number;
/** Added to a distance to make it positive, so that zero always means an empty record. */
export declare const distanceBias = 64;
/** Memory for callers to read into or build in; untouched pages cost nothing. */
export declare const arenaAt: number;
export declare const arenaBytes: number;
export declare const memoryBytes: number;
