import { maxReach } from "./reach.ts";

/** Longest period that is recognised. */
const longestPeriod = 4096;

/** Bytes whose earlier occurrence proposes a period. */
const sampleBytes = 48;

/** Bytes that must repeat before an offset, in addition to one period: the reach on both sides. */
const proof = 2 * maxReach;

/** Bytes between two checks for a repetition. */
const stride = 1 << 12;

/** Finds stretches that only repeat earlier bytes and therefore need no search. */
export interface RepetitionFinder {
  /**
   * The offset up to which the bytes only repeat what precedes `at`, and so need no search; `at` itself when they do not
   * repeat there. Nothing was found after `cleanFrom`, and everything before `at` was searched. Call it with ascending `at`.
   */
  endOfRepeated(at: number, cleanFrom: number): number;
}

/**
 * The bytes within {@link maxReach} decide whether something is a credential. When bytes repeat with some period for
 * longer than that and the first period contained no finding, neither do the others, and comparing them is enough: long
 * runs of anything (tables, padding, hostile input) cost little more than reading.
 */
export function createRepetitionFinder(bytes: Uint8Array): RepetitionFinder {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let next = proof + sampleBytes;
  return {
    endOfRepeated(at, cleanFrom) {
      if (at < next) return at;
      next = at + stride;
      const period = periodBefore(buffer, at);
      if (period === 0 || at - proof - period < cleanFrom) return at;
      return Math.max(at, endOfPeriod(buffer, at, period) - maxReach);
    },
  };
}

/** The period of the repetition that ends at `at`, or 0. */
function periodBefore(buffer: Buffer, at: number): number {
  const from = at - sampleBytes;
  const earlier = buffer.subarray(from - longestPeriod, at - 1).lastIndexOf(buffer.subarray(from, at));
  if (earlier < 0) return 0;
  const period = longestPeriod - earlier;
  return at >= proof + period && same(buffer, at - proof, at, period) ? period : 0;
}

/** Offset from `at` on at which the bytes no longer equal those `period` before them. */
function endOfPeriod(buffer: Buffer, at: number, period: number): number {
  let end = at;
  for (let step = 1 << 12; step > 0; ) {
    const to = Math.min(end + step, buffer.length);
    if (same(buffer, end, to, period)) {
      end = to;
      if (end === buffer.length) break;
      step = Math.min(step * 2, 1 << 16);
    } else step >>= 1;
    if (step < 64) break;
  }
  return end;
}

function same(buffer: Buffer, from: number, to: number, period: number): boolean {
  return buffer.compare(buffer, from - period, to - period, from, to) === 0;
}
