import { type Anchor, anchors } from "./anchors.ts";
import { gramOffsets, noOffset } from "./gram-offsets.ts";

/*
 * Each anchor is known by four of its bytes, a gram; several anchors may share one. Flat arrays, since every process
 * and every thread begins with them; in a bundle they are data (`scripts/bundle/derived-anchors.ts`).
 */

/** Four bytes of `bytes` from `at`, the first the lowest; what is beyond the end counts as zero. */
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
/** Index in `entryAnchors` of the first anchor of each gram, and where those of the last one end. */
export const firstEntries: Uint16Array = Uint16Array.from(ends);
/** The numbers of the anchors, gram by gram. */
export const entryAnchors: Uint16Array = Uint16Array.from(numbers);
/** Where in each of them its gram stands. */
export const entryOffsets: Uint8Array = Uint8Array.from(numbers, (number) => gramOffsets[number] ?? 0);
/** Bytes from a gram to what is checked beside it, either way, at most. */
const farthestCheck = 16;
/** What stands beside a gram wherever one of its anchors does: three numbers a gram. */
export const checks: Int32Array = Int32Array.from([...byGram.values()].flatMap(checkOf));
/**
 * A mask, what four bytes must be under it, and how far from the gram those are. The mask is zero where anchors that
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

/** The byte that all anchors have at a distance from their gram. */
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

/** Bytes of the longest anchor. */
export const longestAnchor: number = Math.max(...anchors.map(({ bytes }) => bytes.length));

/** The anchor of a number. */
export function anchorOf(number: number): Anchor {
  return anchors[number] as Anchor;
}

/** Anchors that the search cannot see; the tests keep it empty but for the ones that another anchor covers. */
export function unseenAnchors(): Anchor[] {
  return anchors.filter((_, number) => gramOffsets[number] === noOffset);
}
