import { type Anchor, anchors } from "./anchors.ts";
import { gramOffsets, noOffset } from "./gram-offsets.ts";

/*
 * Four bytes, a gram, identify each anchor; several anchors may share one. The tables are flat arrays, since every process
 * and every thread loads them when it starts; in a bundle they are data (`scripts/bundle/derived-anchors.ts`).
 */

/** Four bytes of `bytes` from `at`, little-endian; bytes beyond the end count as zero. */
export function gramAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24) | 0
  );
}

const byGram = Map.groupBy(
  anchors.keys().filter((number) => gramOffsets[number] !== noOffset),
  (number) => gramAt((anchors[number] as Anchor).bytes, gramOffsets[number] as number),
);
const numbers = [...byGram.values()].flat();
const ends = [0];
for (const { length } of byGram.values()) ends.push((ends.at(-1) ?? 0) + length);

/** Every gram once. */
export const grams: Int32Array = Int32Array.from(byGram.keys());
/** Index in `entryAnchors` of each gram's first anchor, with a final entry for the end of the last gram. */
export const firstEntries: Uint16Array = Uint16Array.from(ends);
/** The numbers of the anchors, gram by gram. */
export const entryAnchors: Uint16Array = Uint16Array.from(numbers);
/** Offset of the gram in each of these anchors. */
export const entryOffsets: Uint8Array = Uint8Array.from(numbers, (number) => gramOffsets[number] ?? 0);
/** Greatest distance from a gram to the bytes compared next to it, in either direction. */
const farthestCheck = 16;
/** What all anchors of a gram have in common next to it: three numbers per gram. */
export const checks: Int32Array = Int32Array.from([...byGram.values()].flatMap(checkOf));
/**
 * A mask, the value of four bytes under it, and their distance from the gram. The mask is zero when the anchors that
 * share the gram have nothing else in common.
 */
function checkOf(members: readonly number[]): [mask: number, bytes: number, distance: number] {
  const common: (number | undefined)[] = [];
  for (let distance = -farthestCheck; distance < farthestCheck + 4; distance++) {
    common.push(commonByte(members, distance));
  }
  let best = 0;
  let most = 0;
  for (let distance = -farthestCheck; distance <= farthestCheck; distance++) {
    let known = 0;
    for (let at = distance; at < distance + 4; at++) {
      if ((at < 0 || at > 3) && common[at + farthestCheck] !== undefined) known++;
    }
    if (known <= most) continue;
    most = known;
    best = distance;
  }
  let mask = 0;
  let bytes = 0;
  for (let index = 0; index < 4; index++) {
    const byte = common[best + farthestCheck + index];
    if (byte === undefined || most === 0) continue;
    mask |= 0xff << (8 * index);
    bytes |= byte << (8 * index);
  }
  return [mask, bytes, best];
}

/** The byte that all anchors have at this distance from their gram. */
function commonByte(members: readonly number[], distance: number): number | undefined {
  let common: number | undefined;
  for (let i = 0; i < members.length; i++) {
    const number = members[i] as number;
    const byte = anchors[number]?.bytes[(gramOffsets[number] as number) + distance];
    if (byte === undefined || (i > 0 && byte !== common)) return undefined;
    common = byte;
  }
  return common;
}

/** Length of the longest anchor. */
export const longestAnchor: number = Math.max(...anchors.map(({ bytes }) => bytes.length));

/** The anchor with this number. */
export function anchorOf(number: number): Anchor {
  return anchors[number] as Anchor;
}

/** Anchors that the search cannot find; a test requires that another anchor covers each. */
export function unseenAnchors(): Anchor[] {
  return anchors.filter((_, number) => gramOffsets[number] === noOffset);
}
