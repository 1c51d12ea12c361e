import { latin1 } from "../bytes.ts";
import { effort } from "../effort.ts";
import { type View, viewBuilder } from "../view.ts";
import type { BreakOffsets } from "./breaks.ts";
import { bytesOf, encodingEnds, encodingLeads } from "./encoding-marks.ts";

const values = new Int8Array(256).fill(-1);
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
values[0x2d] = 62;
values[0x5f] = 63;

/** True for a byte of the base64 or base64url alphabet, padding left out. */
export function isBase64(byte: number | undefined): boolean {
  return byte !== undefined && (values[byte] ?? -1) >= 0;
}

/** Bytes of space, tab and line ends between two lines of wrapped base64. */
const longestMargin = 80;

/** A decoded run of base64. */
export interface Base64Run {
  /** The decoded bytes. */
  readonly view: View;
  /** Indexes of the run's characters in the outer view, in order. */
  readonly indexes: Uint32Array;
  /** Number modulo 4 of the run's first character within its group of four. */
  readonly phase: number;
  /** Where a line ends between two groups of four. */
  readonly breaks: BreakOffsets;
}

/** A run too short to be worth decoding. */
export interface ShortRun {
  readonly view: null;
  /** Indexes of its first and last characters in the outer view. */
  readonly first: number;
  readonly last: number;
}

/** Characters of the current run; one shared array, since allocating one per short run costs more than filling it. */
let scratch = new Uint32Array(1 << 12);

/**
 * Decodes the run of base64 around index `hit` of `outer`, whose character is number `phase` (modulo 4) of its group. A
 * run of fewer than `fewest` characters is not decoded. The run continues across line ends and the margin of the next
 * line, in real and in escaped (`\n`) form.
 */
export function decodeBase64(outer: View, hit: number, phase: number, fewest: number): Base64Run | ShortRun {
  const { bytes } = outer;
  let first = hit;
  let before = 0;
  for (let at = previous(bytes, hit); at >= 0; at = previous(bytes, at)) {
    first = at;
    before++;
  }
  if (scratch.length < bytes.length) scratch = new Uint32Array(bytes.length * 2);
  let count = 0;
  for (let at = first; at >= 0; at = next(bytes, at)) scratch[count++] = at;
  effort.bytes += before + count;
  if (count < fewest) return { view: null, first, last: scratch[count - 1] ?? first };
  const indexes = scratch.slice(0, count);
  const start = (((phase - before) % 4) + 4) % 4;
  const view = decode(outer, indexes, count, start);
  return { view, indexes, phase: start, breaks: lineEnds(view) };
}

function decode(outer: View, indexes: Uint32Array, count: number, phase: number): View {
  const builder = viewBuilder(outer, count);
  // Characters before the first whole group carry bits of a byte outside the run.
  for (let i = (4 - phase) % 4, group = 0; i + 1 < count; group = (group + 1) % 4, i++) {
    if (group === 3) continue;
    const high = values[outer.bytes[indexes[i] ?? 0] ?? 0] ?? 0;
    const low = values[outer.bytes[indexes[i + 1] ?? 0] ?? 0] ?? 0;
    const byte = ((high << (2 + 2 * group)) | (low >> (4 - 2 * group))) & 0xff;
    const last = i + 1;
    builder.append(byte, indexes[i] ?? 0, padded(outer.bytes, indexes[last] ?? 0, last === count - 1));
  }
  return builder.view();
}

function lineEnds({ bytes, from, to }: View): BreakOffsets {
  const breaks: number[] = [];
  for (let i = 1; i < bytes.length; i++) if ((from[i] ?? 0) > (to[i - 1] ?? 0)) breaks.push(from[i] ?? 0);
  return breaks;
}

/** The padding after a run's last character belongs to its last byte. */
function padded(bytes: Uint8Array, index: number, isLast: boolean): number {
  if (!isLast) return index;
  let end = index;
  while (end - index < 2 && bytes[end + 1] === 0x3d) end++;
  return end;
}

const openEnds = bytesOf(encodingLeads);
const openStarts = bytesOf(encodingEnds);

/**
 * True when fewer than `fewest` characters surround `hit` and their neighbours cannot continue the run in a text
 * encoding: a word, or a few. Looks at the undecoded bytes, at most `reach` on each side; false when they end, or
 * continue beyond that.
 */
export function isFewCharacters(bytes: Uint8Array, hit: number, fewest: number, reach: number): boolean {
  let count = 1;
  let end = hit;
  for (let at = next(bytes, hit); at >= 0; at = next(bytes, at), count++) {
    if (at - hit > reach || count >= fewest) return false;
    end = at;
  }
  let start = hit;
  for (let at = previous(bytes, hit); at >= 0; at = previous(bytes, at), count++) {
    if (hit - at > reach || count >= fewest) return false;
    start = at;
  }
  return isClosed(bytes, start - 1, -1, openStarts) && isClosed(bytes, end + 1, 1, openEnds);
}

/** Bytes examined after an anchor: every credential is longer. */
const shownBytes = 4;

/**
 * True when the `length` characters of base64 from `start`, the first being number `phase` of its group, cannot
 * continue a credential: they decode to bytes that text does not contain (letters by chance in an image or a program),
 * or to a word other than one with `sk-`. In UTF-16 every other byte is zero.
 */
export function isOtherInBase64(bytes: Uint8Array, start: number, length: number, phase: number): boolean {
  const first = start - phase;
  const byteAt = (index: number) => decodedByte(bytes, first, index);
  const known = Math.floor(((phase + length) * 6) / 8);
  const isKeyStart = byteAt(known - 2) === 0x73 && byteAt(known - 1) === 0x6b;
  const follows = byteAt(known);
  if (isKeyStart && follows !== null && follows !== 0x2d && !openEnds.has(follows)) return true;
  /** Whether bytes at even and odd offsets are zero. */
  const isZero: (boolean | undefined)[] = [];
  for (let index = known; index < known + shownBytes; index++) {
    const byte = byteAt(index);
    if (byte === null) return false;
    const isText = (byte >= 0x20 && byte < 0x7f) || byte === 0 || (byte >= 0x09 && byte <= 0x0d);
    isZero[index % 2] ??= byte === 0;
    if (!isText || isZero[index % 2] !== (byte === 0) || (isZero[0] && isZero[1])) return true;
  }
  return false;
}

/** One decoded byte of the group that starts at `first`; null when it is not base64. */
function decodedByte(bytes: Uint8Array, first: number, index: number): number | null {
  if (index < 0) return null;
  const at = first + Math.floor((index * 4) / 3);
  const [one, other] = [sextetOf(bytes[at]), sextetOf(bytes[at + 1])];
  const group = index % 3;
  return one < 0 || other < 0 ? null : ((one << (2 + 2 * group)) | (other >> (4 - 2 * group))) & 0xff;
}

function sextetOf(byte: number | undefined): number {
  return byte === undefined ? -1 : (values[byte] ?? -1);
}

/** True when no byte of `open` comes next, directly or after a line end and its margin. */
function isClosed(bytes: Uint8Array, from: number, step: 1 | -1, open: ReadonlySet<number>): boolean {
  let at = from;
  let lineEnds = 0;
  for (; Math.abs(at - from) <= longestMargin; at += step) {
    const byte = bytes[at];
    const letter = step === 1 ? bytes[at + 1] : byte;
    const isEscaped = bytes[step === 1 ? at : at - 1] === 0x5c && (letter === 0x6e || letter === 0x72);
    if (isEscaped) at += step;
    if (isEscaped || byte === 0x0a || byte === 0x0d) lineEnds++;
    else if (byte !== 0x20 && byte !== 0x09) break;
  }
  const byte = bytes[at];
  if (byte === undefined || Math.abs(at - from) > longestMargin) return false;
  const isMargin = at !== from && lineEnds === 0;
  if (!isMargin) return !open.has(byte);
  const text = latin1(bytes, at - 2, at + 2);
  return step === 1 ? !encodedLineStart.test(text.slice(-2)) : !encodedLineEnd.test(text.slice(0, -1));
}

/** How a line end before a margin may begin and end in a text encoding. */
const encodedLineStart = /^(?:%0|\\[nrux01]|&[#NnC]|=[\r\n0]|.$)/s;
const encodedLineEnd = /[;}]$|0[aAdD]$|01[25]$/;

/** Index of the run's next character after `at`, or -1. */
function next(bytes: Uint8Array, at: number): number {
  let i = at + 1;
  if (isBase64(bytes[i])) return i;
  let lineEnds = 0;
  for (; i - at <= longestMargin; i++) {
    const byte = bytes[i];
    if (byte === 0x0a || byte === 0x0d) lineEnds++;
    else if (byte === 0x5c && (bytes[i + 1] === 0x6e || bytes[i + 1] === 0x72)) {
      lineEnds++;
      i++;
    } else if (byte !== 0x20 && byte !== 0x09) return lineEnds > 0 && isBase64(byte) ? i : -1;
  }
  return -1;
}

/** Index of the run's character before `at`, or -1. */
function previous(bytes: Uint8Array, at: number): number {
  let i = at - 1;
  let lineEnds = 0;
  for (; at - i <= longestMargin && i >= 0; i--) {
    const byte = bytes[i];
    if (bytes[i - 1] === 0x5c && (byte === 0x6e || byte === 0x72)) {
      lineEnds++;
      i--;
    } else if (byte === 0x0a || byte === 0x0d) lineEnds++;
    else if (byte !== 0x20 && byte !== 0x09) return (lineEnds > 0 || i === at - 1) && isBase64(byte) ? i : -1;
  }
  return -1;
}
