import type { Address, Document, LineColumn, TextLayout } from "./document.ts";

/** Bytes of which a window decides what begins in them. */
const ownedBytes = 8 * 1024 * 1024;
/** Bytes that a window shows before and after those: more than any credential, however encoded, and its neighbourhood take. */
const overlapBytes = 64 * 1024;

/** Cuts one long text into documents, in memory that does not grow with its length. */
export interface WindowCutter {
  /** Takes the next bytes; returns the windows that are complete. */
  push(chunk: Uint8Array): Document[];
  /** The last window; call it once. */
  end(): Document[];
}

/**
 * Overlapping windows over a text of any length. Each finding belongs to exactly one of them, and has the
 * line and column of the whole text; scanning the windows gives what scanning the text at once would.
 * @param options bytes: `owned` at least 8, `overlap` more than a finding and its neighbourhood take
 */
export function createWindowCutter(
  address: Address,
  options: { readonly owned: number; readonly overlap: number } = { owned: ownedBytes, overlap: overlapBytes },
): WindowCutter {
  const { owned, overlap } = options;
  const capacity = overlap + owned + overlap;
  let held = Buffer.alloc(0);
  let pending: Uint8Array[] = [];
  let pendingLength = 0;
  let start = 0;
  let first = true;
  let origin: Readonly<Record<TextLayout, LineColumn>> = {
    "utf-8": { line: 1, column: 1 },
    "utf-16le": { line: 1, column: 1 },
    "utf-16be": { line: 1, column: 1 },
  };

  const cut = (bytes: Buffer, end: number): Document => ({
    address,
    bytes,
    firstLine: origin["utf-8"].line,
    added: null,
    window: { first, origin, start, end },
  });
  const join = () => {
    held = Buffer.concat([held, ...pending]);
    pending = [];
    pendingLength = 0;
  };

  return {
    push(chunk) {
      // The caller may fill the same buffer again.
      pending.push(Uint8Array.prototype.slice.call(chunk));
      pendingLength += chunk.length;
      const documents: Document[] = [];
      if (held.length + pendingLength < capacity) return documents;
      join();
      while (held.length >= capacity) {
        const window = held.subarray(0, capacity);
        const end = capacity - overlap;
        documents.push(cut(window, end));
        first = false;
        const consumed = characterStart(held, end - overlap);
        origin = advance(origin, held.subarray(0, consumed), held[consumed]);
        start = end - consumed;
        held = held.subarray(consumed);
      }
      return documents;
    },
    end() {
      join();
      return held.length > start ? [cut(held, held.length)] : [];
    },
  };
}

/** An even offset at or before `at` that is not inside a UTF-8 character. */
function characterStart(bytes: Uint8Array, at: number): number {
  const even = at & ~1;
  for (let start = even; start > even - 6 && start > 0; start -= 2) {
    if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  }
  return even;
}

/** Where the byte after `bytes` stands. All three readings are kept, since only a finding tells which is right. */
function advance(
  origin: Readonly<Record<TextLayout, LineColumn>>,
  bytes: Uint8Array,
  next: number | undefined,
): Readonly<Record<TextLayout, LineColumn>> {
  let { line } = origin["utf-8"];
  let le = origin["utf-16le"].line;
  let be = origin["utf-16be"].line;
  let start = -1;
  let leStart = -1;
  let beStart = -1;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0x0a) continue;
    line += 1;
    start = at + 1;
    if ((at & 1) === 0 && (bytes[at + 1] ?? next) === 0) {
      le += 1;
      leStart = at + 2;
    } else if ((at & 1) === 1 && bytes[at - 1] === 0) {
      be += 1;
      beStart = at + 1;
    }
  }
  let column = start === -1 ? origin["utf-8"].column : 1;
  for (let at = Math.max(0, start); at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) column += byte >= 0xf0 ? 2 : 1;
  }
  const units = (from: number, before: LineColumn) =>
    from === -1 ? before.column + (bytes.length >> 1) : 1 + ((bytes.length - from) >> 1);
  return {
    "utf-8": { line, column },
    "utf-16le": { line: le, column: units(leStart, origin["utf-16le"]) },
    "utf-16be": { line: be, column: units(beStart, origin["utf-16be"]) },
  };
}
