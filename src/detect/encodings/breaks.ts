import type { Breaks } from "../bytes.ts";
import type { View } from "../view.ts";

/** Offsets in the searched window, ascending, at which a joint or a line end of base64 ends. */
export type BreakOffsets = readonly number[];

const none: Breaks = { has: () => false };

/**
 * The places of a view that come from one of the offsets, whatever decoding happened since. When the text there was
 * removed, the next byte counts; for a byte decoded from text on both sides, its start and its end count.
 */
export function breaksIn({ from, to }: View, lists: readonly BreakOffsets[]): Breaks {
  if (lists.length === 0) return none;
  return {
    has(index) {
      if (index <= 0 || index >= from.length) return false;
      const after = from[index - 1] as number;
      const before = to[index] as number;
      return lists.some((offsets) => (offsets[firstAbove(offsets, after)] ?? before) < before);
    },
  };
}

/** Index of the first of `offsets` above `limit`. */
function firstAbove(offsets: BreakOffsets, limit: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
