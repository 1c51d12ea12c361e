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
  let best: [number, number, number] = [0, 0, 0];
  let most = 0;
  for (let distance = -farthestCheck; distance <= farthestCheck; distance++) {
    const common = [0, 1, 2, 3].map((index) => commonByte(members, distance + index));
    const known = common.filter(
      (byte, index) => byte !== null && (distance + index < 0 || distance + index > 3),
    ).length;
    if (known <= most) continue;
    most = known;
    const gathered = (part: (byte: number | null) => number) =>
      common.reduce<number>((sum, byte, index) => sum | (part(byte) << (8 * index)), 0);
    best = [gathered((byte) => (byte === null ? 0 : 0xff)), gathered((byte) => byte ?? 0), distance];
  }
  return best;
}

/** The byte that all anchors have at a distance from their gram, or null. */
function commonByte(members: readonly number[], distance: number): number | null {
  const bytes = members.map((number) => anchors[number]?.bytes[(gramOffsets[number] ?? 0) + distance]);
  const [first] = bytes;
  return first !== undefined && bytes.every((byte) => byte === first) ? first : null;
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
