import type { TextDecoder as Decoder } from "node:util";
import type { Document, LineColumn, TextLayout } from "./document.ts";

/** Where a byte of a document stands in the original text. */
export interface TextPosition extends LineColumn {
  /** Byte offset, in the document, at which its line begins; a byte order mark is not part of the line. */
  readonly lineStart: number;
}

/** A layout and, for UTF-16 text inside other bytes, whether its units begin at even or odd offsets. */
export interface TextGrid {
  readonly layout: TextLayout;
  readonly parity: 0 | 1;
}

const newline = 0x0a;
const replacing = new TextDecoder("utf-8", { ignoreBOM: true });

/** The offset at which the next line end at or after `from` begins, or -1. Nothing at or beyond `limit` is looked at. */
export function nextLineEnd(bytes: Uint8Array, grid: TextGrid, from: number, limit = bytes.length): number {
  const searched = limit < bytes.length ? bytes.subarray(0, limit) : bytes;
  for (let at = searched.indexOf(newline, from); at !== -1; at = searched.indexOf(newline, at + 1)) {
    const start = lineEndAt(searched, grid, at);
    if (start >= from) return start;
  }
  return -1;
}

/** Bytes that a line end takes. */
export function lineEndWidth(grid: TextGrid): 1 | 2 {
  return grid.layout === "utf-8" ? 1 : 2;
}

/** Where the line end begins whose byte 0A stands at `at`, or -1 when that byte is part of another character. */
function lineEndAt(bytes: Uint8Array, grid: TextGrid, at: number): number {
  if (grid.layout === "utf-8") return at;
  const start = grid.layout === "utf-16le" ? at : at - 1;
  const other = grid.layout === "utf-16le" ? at + 1 : at - 1;
  return (start & 1) === grid.parity && bytes[other] === 0 ? start : -1;
}

/** The number of UTF-16 units that a run of whole characters takes. */
export function unitsOf(bytes: Uint8Array, grid: TextGrid): number {
  return grid.layout === "utf-8" ? replacing.decode(bytes).length : bytes.length >> 1;
}

/**
 * Positions of byte offsets, in one pass over the document.
 * @param offsets ascending
 */
export function textPositions(
  document: Pick<Document, "bytes" | "firstLine" | "window">,
  grid: TextGrid,
  offsets: readonly number[],
): Map<number, TextPosition> {
  const { bytes } = document;
  const origin = document.window?.origin[grid.layout] ?? { line: document.firstLine, column: 1 };
  const positions = new Map<number, TextPosition>();
  const first = origin.line === 1 && origin.column === 1 ? byteOrderMarkLength(bytes, grid) : 0;
  let { line, column } = origin;
  let lineStart = first;
  let at = first;
  let end = nextLineEnd(bytes, grid, at);
  for (const offset of offsets) {
    while (end !== -1 && end < offset) {
      line += 1;
      column = 1;
      lineStart = end + lineEndWidth(grid);
      at = lineStart;
      end = nextLineEnd(bytes, grid, at);
    }
    if (offset > at) {
      column += unitsOf(bytes.subarray(at, offset), grid);
      at = offset;
    }
    positions.set(offset, { line, column, lineStart });
  }
  return positions;
}

function byteOrderMarkLength(bytes: Uint8Array, grid: TextGrid): number {
  switch (grid.layout) {
    case "utf-8":
      return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    case "utf-16le":
      return grid.parity === 0 && bytes[0] === 0xff && bytes[1] === 0xfe ? 2 : 0;
    case "utf-16be":
      return grid.parity === 0 && bytes[0] === 0xfe && bytes[1] === 0xff ? 2 : 0;
  }
}

/** Those of UTF-16 take 2 ms to make, and are hardly ever needed. */
const decoders = new Map<TextLayout, Decoder>([["utf-8", replacing]]);

function decoderOf(layout: TextLayout): Decoder {
  const known = decoders.get(layout);
  if (known !== undefined) return known;
  const made = new TextDecoder(layout, { ignoreBOM: true });
  decoders.set(layout, made);
  return made;
}

/** Bytes as text; what is not a character becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, grid: TextGrid): string {
  return decoderOf(grid.layout).decode(bytes);
}
