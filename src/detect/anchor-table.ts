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
