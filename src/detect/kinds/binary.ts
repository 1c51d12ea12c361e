import { effort } from "../effort.ts";
import { maxReach } from "../reach.ts";

/**
 * Bytes on each side of an anchor that are searched for signs of binary data: `wide` for unmistakable ones, since
 * compilers store strings side by side for thousands of bytes, and `narrow` for the rest.
 */
export const neighbourhoods = { narrow: 512, wide: maxReach - 512 } as const;

/** Distinguishes binary data from text around one anchor after another. */
export interface BinarySearch {
  /**
   * True when a byte that text does not contain is near `at`: a control byte other than white space and terminal
   * controls, or invalid UTF-8. Call it with ascending `at`, so that each byte is examined once.
   */
  isNear(at: number): boolean;
}

export function createBinarySearch(text: Uint8Array, neighbourhood: number): BinarySearch {
  let scanned = 0;
  let last = Number.NEGATIVE_INFINITY;
  let missing = 0;
  return {
    isNear(at) {
      const from = Math.max(0, at - neighbourhood);
      const to = Math.min(text.length, at + neighbourhood);
      if (from > scanned) {
        scanned = from;
        missing = 0;
        // A previous character may extend into this range.
        while (scanned < from + 3 && isContinuation(text[scanned])) scanned++;
      }
      effort.bytes += Math.max(0, to - scanned);
      for (; scanned < to; scanned++) {
        const byte = text[scanned] as number;
        if (missing > 0 && isContinuation(byte)) {
          missing--;
          continue;
        }
        const isBroken = missing > 0 || continuations(byte) < 0;
        if (isBroken || isControl(byte)) last = scanned;
        missing = Math.max(0, continuations(byte));
      }
      return last >= from;
    },
  };
}

function isControl(byte: number): boolean {
  return byte < 0x09 || (byte >= 0x0e && byte <= 0x1a);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Number of UTF-8 continuation bytes after this byte, or -1 when no character begins with it. */
function continuations(byte: number): number {
  if (byte < 0x80) return 0;
  return byte < 0xc2 ? -1 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : byte < 0xf5 ? 3 : -1;
}
