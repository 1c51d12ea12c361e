import { triggers } from "./triggers.ts";

/** Bit `n` of each is set when trigger `n` allows this low or high half of a byte. */
export interface TriggerMask {
  readonly low: Uint8Array;
  readonly high: Uint8Array;
}

/** One pair for each of the three places of a trigger. */
export const triggerMasks: readonly TriggerMask[] = [0, 1, 2].map((place) => {
  const low = new Uint8Array(16);
  const high = new Uint8Array(16);
  triggers.forEach((trigger, bit) => {
    const [lows, highs] = trigger[place] ?? [0, 0];
    for (let half = 0; half < 16; half++) {
      low[half] = (low[half] ?? 0) | (((lows >> half) & 1) << bit);
      high[half] = (high[half] ?? 0) | (((highs >> half) & 1) << bit);
    }
  });
  return { low, high };
});

/** The triggers that allow a byte at one of their places, one bit each. */
export function triggersOf(place: number, byte: number): number {
  const mask = triggerMasks[place];
  return mask === undefined ? 0 : (mask.low[byte & 15] ?? 0) & (mask.high[byte >> 4] ?? 0);
}
