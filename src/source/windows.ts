import type { Address, Document, LineColumn, TextLayout } from "./document.ts";
import { lineEndWidth, nextLineEnd, type TextGrid, unitWidth } from "./text-position.ts";

/** Bytes owned by a window: findings that begin in them belong to it. */
const ownedBytes = 8 * 1024 * 1024;
/** Bytes of context before and after those: more than any credential in any encoding takes with its context. */
const overlapBytes = 64 * 1024;

/** Splits one long text into documents, in memory that does not grow with its length. */
export interface WindowCutter {
  /** Adds the next bytes; returns the windows that are complete. */
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
  const beginning = { line: 1, column: 1 };
  let origin: Readonly<Record<TextLayout, LineColumn>> = {
    "utf-8": beginning,
    "utf-16le": beginning,
    "utf-16be": beginning,
    "utf-32le": beginning,
    "utf-32be": beginning,
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
      // The caller may reuse the same buffer.
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
        origin = advance(origin, held, consumed);
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

/** An offset at or before `at` that is not inside a character of any layout. */
function characterStart(bytes: Uint8Array, at: number): number {
  const whole = at & ~3;
  for (let start = whole; start > whole - 12 && start > 0; start -= 4) {
    if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  }
  return whole;
}

/** Bytes after the last one that may belong to the same line end. */
const farthest = 3;

/** Position of the byte at `end`, for all readings, since only a finding shows which one applies. */
function advance(
  origin: Readonly<Record<TextLayout, LineColumn>>,
  held: Uint8Array,
  end: number,
): Readonly<Record<TextLayout, LineColumn>> {
  const bytes = held.subarray(0, end);
  const narrow = narrowPosition(origin["utf-8"], bytes);
  const isNarrow = !bytes.includes(0);
  const wide = (layout: TextLayout) =>
    isNarrow
      ? { line: origin[layout].line + narrow.line - origin["utf-8"].line, column: 1 }
      : widePosition(origin[layout], held.subarray(0, end + farthest), end, layout);
  return {
    "utf-8": narrow,
    "utf-16le": wide("utf-16le"),
    "utf-16be": wide("utf-16be"),
    "utf-32le": wide("utf-32le"),
    "utf-32be": wide("utf-32be"),
  };
}

function narrowPosition(before: LineColumn, bytes: Uint8Array): LineColumn {
  let { line } = before;
  let start = -1;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
    line += 1;
    start = at + 1;
  }
  let column = start === -1 ? before.column : 1;
  for (let at = Math.max(0, start); at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) column += byte >= 0xf0 ? 2 : 1;
  }
  return { line, column };
}

function widePosition(before: LineColumn, bytes: Uint8Array, end: number, layout: TextLayout): LineColumn {
  const grid: TextGrid = { layout, phase: 0, lineEnd: 0x0a };
  let { line } = before;
  let start = -1;
  for (let at = nextLineEnd(bytes, grid, 0); at !== -1 && at < end; at = nextLineEnd(bytes, grid, start)) {
    line += 1;
    start = at + lineEndWidth(bytes, grid, at);
  }
  const units = Math.floor((end - Math.max(0, start)) / unitWidth(layout));
  return { line, column: (start === -1 ? before.column : 1) + units };
}
