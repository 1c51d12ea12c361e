/*
 * Hidden text: characters in four bytes each (UTF-32), in pairs of digits (a dump), or as elements of an array. The
 * beginnings of some credentials are too short to be searched for as they look there, so such parts are decoded as a
 * whole. Samples find them: a few bytes at equal distances, which the search looks at while they are in the processor's
 * first cache.
 */

/** Bytes that a sample examines. */
export const sampleBytes = 8;

/**
 * Bytes from one sample to the next. Lines of dumps have other lengths, so that no series of samples keeps to the column
 * that shows the characters: one of more than 90 bytes is always met.
 */
export const distance = 95;

/** What a byte of a dump or an array may be, one bit each. A byte is of a kind when both of its halves allow it. */
export const sampleKinds = { number: 1, letter: 2, gap: 4, colon: 8, x: 16, tab: 32, nul: 64 } as const;

const kindHalves: Readonly<Record<keyof typeof sampleKinds, readonly [highs: string, lows: string]>> = {
  number: ["3", "0123456789"],
  letter: ["46", "123456"],
  // A blank or a comma.
  gap: ["2", "0c"],
  colon: ["3", "a"],
  x: ["57", "8"],
  tab: ["0", "9"],
  nul: ["0", "0"],
};

/** The kinds that each value of a byte's high or low half allows. */
function halvesAt(index: 0 | 1): Uint8Array {
  const kinds = Object.entries(kindHalves) as [keyof typeof sampleKinds, readonly [string, string]][];
  return Uint8Array.from({ length: 16 }, (_, value) =>
    kinds.reduce(
      (bits, [kind, halves]) => (halves[index].includes(value.toString(16)) ? bits | sampleKinds[kind] : bits),
      0,
    ),
  );
}
export const highHalves: Uint8Array = halvesAt(0);
export const lowHalves: Uint8Array = halvesAt(1);

/** Every mask of eight bytes that shows the places of `-` in a row of patterns. */
function masksOf(pattern: string): number[] {
  return Array.from({ length: pattern.length }, (_, from) =>
    Array.from({ length: sampleBytes }, (_, index) => index)
      .filter((index) => pattern[(from + index) % pattern.length] === "-")
      .reduce((mask, index) => mask | (1 << index), 0),
  );
}

/** By a mask of eight places: 1 when they may be those of the zeros in UTF-32. */
export const wideTable: Uint8Array = new Uint8Array(1 << sampleBytes);
for (const mask of masksOf("x---")) wideTable[mask] = 1;

const dump = 1;
const array = 2;
const patterns: readonly (readonly [layout: number, pattern: string])[] = [
  // Pairs, groups of four, and the gap in the middle of a line.
  ...["hh-", "hhhh-", "hh-hh-hh--"].map((pattern) => [dump, pattern] as const),
  // `0x73, 0x6b` and `0x73,0x6b`.
  ...["h-hh--", "h-hh-"].map((pattern) => [array, pattern] as const),
];

/** The same for what is no digit: the layouts in which it may be there. */
export const digitTable: Uint8Array = new Uint8Array(1 << sampleBytes);
for (const [layout, pattern] of patterns) {
  for (const mask of masksOf(pattern)) digitTable[mask] = (digitTable[mask] as number) | layout;
}

/** What a sample may be in; null for anything else. */
export type SampledLayout = "utf-32" | "dump" | "array";

const byteKinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  return (highHalves[byte >> 4] as number) & (lowHalves[byte & 15] as number);
});
const comma = 0x2c;

/** What the eight bytes at an offset look like. */
export function sampledLayout(bytes: Uint8Array, at: number): SampledLayout | null {
  const isZero = bytes[at] === 0 || bytes[at + 1] === 0;
  // Nearly every sample of a program ends here: in UTF-32 zeros are four bytes apart.
  if (isZero && (bytes[at] === 0) !== (bytes[at + 4] === 0)) return null;
  let zeros = 0;
  let others = 0;
  let kinds = 0;
  let commas = 0;
  for (let index = 0; index < sampleBytes; index++) {
    const byte = bytes[at + index] ?? 0;
    const kind = byteKinds[byte] as number;
    if (byte === 0) zeros |= 1 << index;
    // Nearly every sample of a text ends here.
    else if (kind === 0 && !isZero) return null;
    if (byte === comma) commas += 1;
    kinds |= kind;
    if ((kind & (sampleKinds.number | sampleKinds.letter)) === 0) others |= 1 << index;
  }
  if (isZero) return wideTable[zeros] === 1 ? "utf-32" : null;
  if ((kinds & sampleKinds.x) !== 0) return shows(array, others) ? "array" : null;
  return commas === 0 && shows(dump, others) ? "dump" : null;
}

function shows(layout: number, mask: number): boolean {
  return ((digitTable[mask] as number) & layout) !== 0;
}
