import type { TextDecoder as Decoder } from "node:util";
import type { Document, LineColumn, TextLayout } from "./document.ts";

/** The position of a byte of a document in the original text. */
export interface TextPosition extends LineColumn {
  /** Byte offset, in the document, at which its line begins; a byte order mark is not part of the line. */
  readonly lineStart: number;
}

/** A layout with the alignment of its units and its kind of line end. */
export interface TextGrid {
  readonly layout: TextLayout;
  /** For wide text inside other bytes: the offset of its units, modulo their size. */
  readonly phase: number;
  /** The character that ends a line: a line feed, or a carriage return in a text without line feeds. */
  readonly lineEnd: 0x0a | 0x0d;
}

const replacing = new TextDecoder("utf-8", { ignoreBOM: true });

/** Size of a layout's unit in bytes. */
export function unitWidth(layout: TextLayout): 1 | 2 | 4 {
  return layout === "utf-8" ? 1 : layout.startsWith("utf-16") ? 2 : 4;
}

/** The offset of the first line end at or after `from`, or -1. Does not look at or beyond `limit`. */
export function nextLineEnd(bytes: Uint8Array, grid: TextGrid, from: number, limit = bytes.length): number {
  const searched = limit < bytes.length ? bytes.subarray(0, limit) : bytes;
  for (let at = searched.indexOf(grid.lineEnd, from); at !== -1; at = searched.indexOf(grid.lineEnd, at + 1)) {
    const start = lineEndAt(searched, grid, at);
    if (start >= from) return start;
  }
  return -1;
}

/** Length in bytes of the line end that begins at `start`. */
export function lineEndWidth(bytes: Uint8Array, grid: TextGrid, start: number): number {
  return isWideLineEnd(bytes, grid, start) ? unitWidth(grid.layout) : 1;
}

/** Start of the line end whose own byte is at `at`, or -1 when that byte is part of another character. */
function lineEndAt(bytes: Uint8Array, grid: TextGrid, at: number): number {
  if (grid.layout === "utf-8") return at;
  const start = at - valueIndex(grid.layout);
  if (isWideLineEnd(bytes, grid, start)) return start;
  return isNarrowLineEnd(bytes, at, grid.lineEnd) ? at : -1;
}

/** Which byte of a unit contains the value of a character below 256. */
function valueIndex(layout: TextLayout): number {
  return layout.endsWith("le") ? 0 : unitWidth(layout) - 1;
}

function isWideLineEnd(bytes: Uint8Array, { layout, phase, lineEnd }: TextGrid, start: number): boolean {
  const width = unitWidth(layout);
  if (start < 0 || start % width !== phase) return false;
  for (let index = 0; index < width; index++) {
    if (bytes[start + index] !== (index === valueIndex(layout) ? lineEnd : 0)) return false;
  }
  return true;
}

/** Bytes before a line end that show whether it ends narrow text, and how many of them may themselves be line ends. */
const lookedBack = 16;
const mostLineEnds = 1 / 4;

/**
 * True for a line end of ASCII text before UTF-16 text: some programs append to a file in an encoding other than its
 * own. In UTF-16 alone some bytes would be zero, or line ends would be more frequent.
 */
export function isNarrowLineEnd(bytes: Uint8Array, at: number, lineEnd: number): boolean {
  const from = Math.max(0, at - lookedBack);
  if (at - from < 2) return false;
  let lineEnds = 0;
  for (let index = from; index < at; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === lineEnd) lineEnds++;
    else if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0d) || byte > 0x7e) return false;
  }
  return lineEnds <= (at - from) * mostLineEnds;
}

/** The length of a run of whole characters in UTF-16 units. */
export function unitsOf(bytes: Uint8Array, grid: TextGrid): number {
  const width = unitWidth(grid.layout);
  if (width === 1) return replacing.decode(bytes).length;
  return width === 2 ? bytes.length >> 1 : decodeText(bytes, grid).length;
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
      lineStart = end + lineEndWidth(bytes, grid, end);
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

const byteOrderMarks: Readonly<Record<TextLayout, readonly number[]>> = {
  "utf-8": [0xef, 0xbb, 0xbf],
  "utf-16le": [0xff, 0xfe],
  "utf-16be": [0xfe, 0xff],
  "utf-32le": [0xff, 0xfe, 0, 0],
  "utf-32be": [0, 0, 0xfe, 0xff],
};

function byteOrderMarkLength(bytes: Uint8Array, { layout, phase }: TextGrid): number {
  const mark = byteOrderMarks[layout];
  return phase === 0 && mark.every((byte, index) => bytes[index] === byte) ? mark.length : 0;
}

/** The UTF-16 ones take 2 ms to create, and are hardly ever needed. */
const decoders = new Map<TextLayout, Decoder>([["utf-8", replacing]]);

function decoderOf(layout: TextLayout): Decoder {
  const known = decoders.get(layout);
  if (known !== undefined) return known;
  const made = new TextDecoder(layout, { ignoreBOM: true });
  decoders.set(layout, made);
  return made;
}

/** Bytes as text; invalid bytes become U+FFFD. */
export function decodeText(bytes: Uint8Array, { layout }: TextGrid): string {
  return layout === "utf-32le" || layout === "utf-32be" ? decodeUtf32(bytes, layout) : decoderOf(layout).decode(bytes);
}

/** The platform cannot decode UTF-32. */
export function decodeUtf32(bytes: Uint8Array, layout: "utf-32le" | "utf-32be"): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = "";
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const value = view.getUint32(at, layout === "utf-32le");
    text += value <= 0x10ffff && (value & 0xfff800) !== 0xd800 ? String.fromCodePoint(value) : "\ufffd";
  }
  return text;
}
