import type { Breaks } from "../bytes.ts";
import type { View } from "../view.ts";

/** Offsets in the window that is searched, in ascending order: where a joint or a line end of base64 ends. */
export type BreakOffsets = readonly number[];

const none: Breaks = { has: () => false };

/**
 * The places of a view that lie at one of the offsets, on whatever way it was decoded since: where what stood there was
 * removed the next byte counts, and of a byte that is made of what stands on both sides its beginning and its end.
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

/** Index of the first of `offsets` that is above `limit`. */
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
