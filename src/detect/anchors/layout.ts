/** Where things are in the memory of the search, in bytes, and how it hashes. */

/** Bits of the product that choose a byte of the table; twice three others choose two of its bits. */
export const hashBits = 16;
export const bitShifts = [8, 11] as const;
export const multiplier = 0x9e3779b1 | 0;

/** Bytes that one round looks at: two vectors. */
export const groupBytes = 32;

/** Bytes before and after the searched ones that are read with them. */
const slack = 64;

export const tableAt = 0;
/** Where the search stopped. */
export const resumeAt = 1 << hashBits;
/** Bytes that are copied here to be searched. */
export const inputAt = resumeAt + slack;
export const blockBytes = 1 << 17;
/** Bytes after which the search looks closer at what it marked. */
export const roundBytes = 1 << 13;
/** What is marked in one round: for 32 bytes their place, and a vector for each half of them. */
export const markedAt = inputAt + blockBytes + slack;
export const markedBytes = 48;
/** Places that were found. */
export const outputAt = markedAt + (roundBytes / groupBytes + 1) * markedBytes;
const outputBytes = 1 << 17;
/** Where the search stops to write: each byte of another round may give two places. */
export const outputEnd = outputAt + outputBytes - 8 * roundBytes;
/** A table of the grams, to be looked up by a hash of their own: for each its bytes and what stands beside it. */
export const recordBits = 12;
export const recordBytes = 16;
export const recordMultiplier = 0x85ebca6b | 0;
export const recordsAt = outputAt + outputBytes;
/** Added to a distance, so that it is positive, and nothing else is zero than what is no record. */
export const distanceBias = 64;
/** Bytes that are read or built here by others; what they leave untouched costs no memory. */
export const arenaAt = recordsAt + (recordBytes << recordBits);
export const arenaBytes = 1 << 24;
export const memoryBytes = arenaAt + arenaBytes + slack;
