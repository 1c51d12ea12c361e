/** The memory layout of the search, in bytes, and its hash function. */

/** Bits of the product that select a byte of the table; the next three select a bit in it. */
export const hashBits = 13;
export const bitShift = 32 - hashBits - 3;
export const multiplier = 0x9e3779b1 | 0;

/** Bytes that one round examines: two vectors. */
export const groupBytes = 32;

/** Bytes before and after the searched ones that are read along with them. */
const slack = 64;

export const tableAt = 0;
/** Where the search stopped. */
export const resumeAt = 1 << hashBits;
/** The block of input to be searched. */
export const inputAt = resumeAt + slack;
export const blockBytes = 1 << 17;
/** Bytes after which the search examines the places it has marked. */
export const roundBytes = 1 << 13;
/** The marks of one round: the offset of 32 bytes, and a bit for each of them. */
export const markedAt = inputAt + blockBytes + slack;
export const markedBytes = 8;
/** The places of a round's marks. */
export const placesAt = markedAt + (roundBytes / groupBytes + 1) * markedBytes;
/** Marks that are listed at once. */
export const marksAtOnce = 3;
/** Those of them that have three bytes of an anchor. */
export const candidatesAt = placesAt + 4 * (roundBytes + groupBytes + marksAtOnce);
/** The places found. */
export const outputAt = candidatesAt + 4 * (roundBytes + groupBytes);
const outputBytes = 1 << 17;
/** Where the search stops writing: each byte of another round may yield two places. */
export const outputEnd = outputAt + outputBytes - 8 * roundBytes;
/** A hash table of the grams: for each, its bytes and the neighbouring bytes to compare. */
export const recordBits = 12;
export const recordBytes = 16;
export const recordMultiplier = 0x85ebca6b | 0;
export const recordsAt = outputAt + outputBytes;
/** Added to a distance to make it positive, so that zero always means an empty record. */
export const distanceBias = 64;
/** By a mask of the eight bytes of a sample: whether zeros, and whether what is no digit, are where they should be. */
export const wideTableAt = recordsAt + (recordBytes << recordBits);
export const digitTableAt = wideTableAt + 256;
/** The samples that may be in a hidden text: the length of the list in bytes, then their places. */
export const samplesAt = digitTableAt + 256;
export const mostSamples = 1023;
/** Memory for callers to read into or build in; untouched pages cost nothing. */
export const arenaAt = samplesAt + 4 * (1 + mostSamples);
export const arenaBytes = 1 << 24;
export const memoryBytes = arenaAt + arenaBytes + slack;
