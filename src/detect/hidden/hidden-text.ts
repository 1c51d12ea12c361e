import { distance, type SampledLayout, sampleBytes, sampledLayout } from "../anchors/sample.ts";
import { hexValue } from "../bytes.ts";
import { isElement, lineStart, nextLine, pairsInLine, previousLine } from "../encodings/dump.ts";

/** How the characters of a hidden text are written: in four bytes each, as the bytes of a dump, or as an array's. */
type Layout = "utf-32le" | "utf-32be" | "dump" | "array";

/**
 * A part of other data that is a text once each character is taken from four bytes, or from two digits. The beginnings
 * of some credentials are too short to be searched for as they look there, so such parts are decoded as a whole.
 */
export interface HiddenText {
  readonly start: number;
  readonly end: number;
  readonly layout: Layout;
}

/** Units of UTF-32 that are one in a row. */
const fewestUnits = 8;
/** A line of a dump that is met by a sample has at least this many bytes. */
const fewestPairs = 4;
/** The same for an array as a whole. */
const fewestElements = 8;
/** Most bytes from one element of an array to the next: line ends, indentation, a comment. */
const widestGap = 64;

/**
 * Calls `visit` with the hidden texts that samples from `from` to before `to` meet, until it returns true.
 * @param samples offsets of those that may be in one, ascending; null when they are still to be taken
 */
export function someHiddenText(
  bytes: Uint8Array,
  { from, to, samples }: { readonly from: number; readonly to: number; readonly samples: Int32Array | null },
  visit: (hidden: HiddenText) => boolean,
): boolean {
  let end = from;
  /** Up to here, lines are known not to be a dump's. */
  let refused = 0;
  const count = samples === null ? Math.ceil((to - from) / distance) : samples.length;
  for (let index = 0; index < count; index++) {
    const at = samples === null ? from + index * distance : (samples[index] as number);
    if (at < end || at >= to) continue;
    const layout = sampledLayout(bytes, at);
    if (layout === null || (layout === "dump" && at < refused)) continue;
    const hidden = hiddenAt[layout](bytes, at);
    if (hidden !== null) {
      if (visit(hidden)) return true;
      end = hidden.end;
    } else if (layout === "dump") {
      const lineEnd = bytes.indexOf(0x0a, at);
      refused = lineEnd === -1 ? bytes.length : lineEnd;
    }
  }
  return false;
}

/** The hidden text around a sample; null when there is none. */
const hiddenAt: Readonly<Record<SampledLayout, (bytes: Uint8Array, at: number) => HiddenText | null>> = {
  "utf-32"(bytes, at) {
    const unit = firstUnit(bytes, at);
    return unit === -1 ? null : wideText(bytes, unit);
  },
  dump(bytes, at) {
    const start = lineStart(bytes, at);
    return pairsInLine(bytes, start).length < fewestPairs ? null : dumpAround(bytes, start);
  },
  array: arrayAround,
};

/** The text itself. */
export function decodeHidden(bytes: Uint8Array, hidden: HiddenText): Uint8Array {
  const { start, end, layout } = hidden;
  const text = new Uint8Array(Math.ceil((end - start) / (layout === "dump" ? 2 : 4)));
  let length = 0;
  if (layout === "utf-32le" || layout === "utf-32be") {
    // A call for each unit would take several times as long.
    for (let at = layout === "utf-32le" ? start : start + 3; at < end; at += 4) text[length++] = bytes[at] as number;
    return text.subarray(0, length);
  }
  eachCharacter(bytes, hidden, (at) => {
    text[length++] = byteAt(bytes, at);
  });
  return text.subarray(0, length);
}

/** Where the characters at some indexes of the text are written, by these indexes. @param indexes ascending */
export function placesIn(
  bytes: Uint8Array,
  hidden: HiddenText,
  indexes: readonly number[],
): ReadonlyMap<number, { readonly start: number; readonly end: number }> {
  const places = new Map<number, { readonly start: number; readonly end: number }>();
  let next = 0;
  let index = 0;
  eachCharacter(bytes, hidden, (at) => {
    if (index === indexes[next]) {
      places.set(index, spanOf(hidden.layout, at));
      next += 1;
    }
    index += 1;
  });
  return places;
}

function spanOf(layout: Layout, at: number): { readonly start: number; readonly end: number } {
  if (layout === "utf-32be") return { start: at - 3, end: at + 1 };
  return { start: at, end: at + (layout === "utf-32le" ? 4 : 2) };
}

/** Calls `visit` with the offset of each character: of the byte that is not zero, or of the first digit. */
function eachCharacter(bytes: Uint8Array, { start, end, layout }: HiddenText, visit: (at: number) => void): void {
  if (layout === "dump") {
    for (let line = start; line < end; line = nextLine(bytes, line))
      for (const at of pairsInLine(bytes, line)) visit(at);
  } else if (layout === "array") {
    for (let at = nextElement(bytes, start, end); at !== -1; at = nextElement(bytes, at + 4, end)) visit(at + 2);
  } else {
    for (let at = layout === "utf-32le" ? start : start + 3; at < end; at += 4) visit(at);
  }
}

function byteAt(bytes: Uint8Array, at: number): number {
  return (hexValue(bytes[at]) << 4) | hexValue(bytes[at + 1]);
}

/** Offset of the first byte that is not zero when printable characters follow in every fourth byte; otherwise -1. */
function firstUnit(bytes: Uint8Array, at: number): number {
  let first = at;
  while (first < at + 4 && bytes[first] === 0) first++;
  for (let unit = 0; unit < fewestUnits; unit++) {
    const place = first + 4 * unit;
    if (!isPrintable(bytes[place]) || !isNarrow(bytes, place)) return -1;
  }
  return first;
}

function isPrintable(byte = 0): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}

/** True when three zeros follow: the rest of this unit, or the beginning of the next one. */
function isNarrow(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 1] === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0;
}

/** Everything around `unit` that reads as characters below 256, zeros included, as between the fields of an array. */
function wideText(bytes: Uint8Array, unit: number): HiddenText {
  let first = unit;
  while (first >= 4 && isNarrow(bytes, first - 4)) first -= 4;
  let last = unit;
  while (isNarrow(bytes, last)) last += 4;
  // Most files align their units. In others, the last character of big-endian text has no zeros after it.
  const isBig = unit % 4 === 3 || (unit % 4 !== 0 && isPrintable(bytes[last]));
  return isBig
    ? { start: Math.max(0, first - 3), end: last + 1, layout: "utf-32be" }
    : { start: first, end: last, layout: "utf-32le" };
}

/** The array around a sample; null when there are too few elements. */
function arrayAround(bytes: Uint8Array, at: number): HiddenText | null {
  const middle = nextElement(bytes, at, at + sampleBytes);
  if (middle === -1) return null;
  let first = middle;
  let last = middle;
  let count = 1;
  for (let next = previousElement(bytes, first); next !== -1; next = previousElement(bytes, first), count++)
    first = next;
  for (let next = nextElement(bytes, last + 4, last + widestGap); next !== -1; count++) {
    last = next;
    next = nextElement(bytes, last + 4, last + widestGap);
  }
  return count < fewestElements ? null : { start: first, end: last + 4, layout: "array" };
}

function nextElement(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (isElement(bytes, at)) return at;
  return -1;
}

function previousElement(bytes: Uint8Array, before: number): number {
  const last = Math.max(0, before - widestGap);
  for (let at = before - 4; at >= last; at--) if (isElement(bytes, at)) return at;
  return -1;
}

/** The lines around the one at `line` that show bytes. */
function dumpAround(bytes: Uint8Array, line: number): HiddenText {
  let start = line;
  for (let next = previousLine(bytes, start); next !== -1; next = previousLine(bytes, start)) {
    if (pairsInLine(bytes, next).length === 0) break;
    start = next;
  }
  let end = nextLine(bytes, line);
  while (end < bytes.length && pairsInLine(bytes, end).length > 0) end = nextLine(bytes, end);
  return { start, end, layout: "dump" };
}
