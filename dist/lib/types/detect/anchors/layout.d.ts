/** Where things are in the memory of the search, in bytes, and how it hashes. */
/** Bits of the product that choose a byte of the table; twice three others choose two of its bits. */
export declare const hashBits = 16;
export declare const bitShifts: readonly [8, 11];
export declare const multiplier: number;
/** Bytes that one round looks at: two vectors. */
export declare const groupBytes = 32;
export declare const tableAt = 0;
/** Where the search stopped. */
export declare const resumeAt: number;
/** Bytes that are copied here to be searched. */
export declare const inputAt: number;
export declare const blockBytes: number;
/** Bytes after which the search looks closer at what it marked. */
export declare const roundBytes: number;
/** What is marked in one round: for 32 bytes their place, and a vector for each half of them. */
export declare const markedAt: number;
export declare const markedBytes = 48;
/** Places that were found. */
export declare const outputAt: number;
/** Where the search stops to write: each byte of another round may give two places. */
export declare const outputEnd: number;
/** A table of the grams, to be looked up by a hash of their own: for each its bytes and what stands beside it. */
export declare const recordBits = 12;
export declare const recordBytes = 16;
export declare const recordMultiplier: number;
export declare const recordsAt: number;
/** Added to a distance, so that it is positive, and nothing else is zero than what is no record. */
export declare const distanceBias = 64;
/** Bytes that are read or built here by others; what they leave untouched costs no memory. */
export declare const arenaAt: number;
export declare const arenaBytes: number;
export declare const memoryBytes: number;
