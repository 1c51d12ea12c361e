import { latin1 } from "../bytes.ts";
import { anchors } from "./anchors.ts";
import { triggersOf } from "./trigger-masks.ts";

/** Used instead of an offset for an anchor that the search cannot find. */
export const noOffset = 255;

/** True when the search marks the place `at` of the anchor. */
function triggersAt(bytes: Uint8Array, at: number): boolean {
  return (triggersOf(0, bytes[at] ?? 0) & triggersOf(1, bytes[at + 1] ?? 0) & triggersOf(2, bytes[at + 2] ?? 0)) !== 0;
}

/** The most common bytes of source text and compiled code, most common first. */
const common = Buffer.from("\0 etonrairsclpdumf.hy_gv\n,TEbSxwkI;:ACNRODPLFM/jVzBUWGqKHJXZYQ", "latin1");

/** Four bytes that are common together although each alone is not: in JSON, character tables and UTF-16 in programs. */
const frequent = new Set([
  ...["\\u00", "0003", "0005", "0006", "1004", "1305", "5535", "AC0A", "enAI", "PEN_", "wA3A", "lc3M"],
  ..."01 \\u QQ UV FD Ji FJ ZW a1 k_ PT z0 41 46 73 33".split(" ").flatMap((two) => {
    const [one, other] = two;
    return [`\0${one}\0${other}`, `${one}\0${other}\0`];
  }),
]);

/** The rank of each byte among the common ones; uncommon bytes come last. */
const ranks = new Uint8Array(256).fill(common.length);
common.forEach((byte, rank) => {
  ranks[byte] = rank;
});

/** How rare the four bytes from `at` are. */
function rarity(bytes: Uint8Array, at: number): number {
  if (frequent.has(latin1(bytes, at, at + 4))) return 0;
  let sum = 0;
  for (let index = at; index < at + 4; index++) sum += ranks[bytes[index] as number] as number;
  return sum;
}

/** The place with the rarest bytes among those the search can find. */
function offsetIn(bytes: Uint8Array): number {
  let best = noOffset;
  let most = -1;
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (!triggersAt(bytes, at) && !triggersAt(bytes, at + 1)) continue;
    const score = rarity(bytes, at);
    if (score <= most) continue;
    best = at;
    most = score;
  }
  return best;
}

/**
 * For each anchor, the offset of the four bytes that identify it: a trigger starts at the first or the second of them.
 * One place suffices, since an anchor is either complete or absent.
 */
export const gramOffsets: Uint8Array = Uint8Array.from(anchors, ({ bytes }) => offsetIn(bytes));
