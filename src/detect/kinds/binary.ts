import { effort } from "../effort.ts";
import { maxReach } from "../reach.ts";

/**
 * Bytes on each side of an anchor in which something that is no text tells of binary data: `wide` for what cannot be
 * taken for anything else, since compilers put strings side by side for thousands of bytes, and `narrow` for the rest.
 */
export const neighbourhoods = { narrow: 512, wide: maxReach - 512 } as const;

/** Tells binary data from text, around one anchor after another. */
export interface BinarySearch {
  /**
   * True when a byte that no text holds stands near `at`: a control byte other than white space and what terminals
   * read, or one that is no UTF-8. Calls go up in `at`, so that each byte is looked at once.
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
        // The character before may reach in here.
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

/** How many bytes of UTF-8 follow this one, or -1 where none begins with it. */
function continuations(byte: number): number {
  if (byte < 0x80) return 0;
  return byte < 0xc2 ? -1 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : byte < 0xf5 ? 3 : -1;
}
