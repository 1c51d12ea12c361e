import { hexValue, isLetter } from "../bytes.ts";
import { effort } from "../effort.ts";
import { maxReach } from "../reach.ts";
import { type View, viewBuilder } from "../view.ts";

/** Longest line of a dump that is read: an array may fill one, but bytes further away do not belong to the credential. */
const longestLine = maxReach;
/** Most digits in a group: `xxd -g 16` writes a whole line as one group. */
const longestGroup = 32;

/**
 * Decodes the bytes that a dump shows in the lines around index `hit` of `outer`: as `xxd`, `hexdump -C`, `od -tx1` and
 * Format-Hex write them, with offsets before and characters after, or as the elements of an array (`0x73, 0x6b`).
 * A line without bytes ends the run.
 */
export function decodeDump(outer: View, hit: number): View {
  const { bytes } = outer;
  const lines: (readonly number[])[] = [];
  let from = lineStart(bytes, hit);
  for (let start = from; start >= 0; ) {
    const pairs = pairsInLine(bytes, start);
    if (pairs.length === 0) break;
    from = start;
    lines.unshift(pairs);
    start = previousLine(bytes, start);
  }
  for (let start = nextLine(bytes, hit); start < bytes.length; start = nextLine(bytes, start)) {
    const pairs = pairsInLine(bytes, start);
    if (pairs.length === 0) break;
    lines.push(pairs);
  }
  const builder = viewBuilder(outer, bytes.length >> 1);
  for (const pairs of lines) {
    for (const at of pairs) builder.append((hexValue(bytes[at]) << 4) | hexValue(bytes[at + 1]), at, at + 1);
  }
  effort.bytes += bytes.length - from;
  return builder.view();
}

/** Start of the line that `at` is in, or of its last {@link longestLine} bytes. */
export function lineStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && !isLineEnd(bytes[start - 1]) && at - start < longestLine) start--;
  return start;
}

/** Start of the line before the one at `start`; -1 for the first line. */
export function previousLine(bytes: Uint8Array, start: number): number {
  let end = start;
  while (end > 0 && isLineEnd(bytes[end - 1])) end--;
  return end === 0 || end === start ? -1 : lineStart(bytes, end);
}

/** Start of the line after the one that `at` is in, or of what follows {@link longestLine} bytes. */
export function nextLine(bytes: Uint8Array, at: number): number {
  const limit = Math.min(bytes.length, at + longestLine);
  let end = at;
  while (end < limit && !isLineEnd(bytes[end])) end++;
  while (end < bytes.length && isLineEnd(bytes[end])) end++;
  return end;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}

/** The offset of each pair of digits in a line of a dump; none in any other line. */
export function pairsInLine(bytes: Uint8Array, start: number): readonly number[] {
  let end = start;
  while (end < bytes.length && !isLineEnd(bytes[end]) && end - start < longestLine) end++;
  const array = elements(bytes, start, end);
  const dump = groups(bytes, afterOffset(bytes, start, end), end);
  // The character column may happen to look like an element.
  return array.length > dump.length ? array : dump;
}

/** `0x73, 0x6b`, anywhere in the line. */
function elements(bytes: Uint8Array, start: number, end: number): number[] {
  const pairs: number[] = [];
  for (let at = start; at + 3 < end; at++) {
    if (!isElement(bytes, at)) continue;
    pairs.push(at + 2);
    at += 3;
  }
  return pairs;
}

/** True for `0x73`, one byte of an array. */
export function isElement(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x30 || isLetter(bytes[at - 1]) || (bytes[at + 1] !== 0x78 && bytes[at + 1] !== 0x58)) return false;
  return hexValue(bytes[at + 2]) >= 0 && hexValue(bytes[at + 3]) >= 0 && hexValue(bytes[at + 4]) < 0;
}

/**
 * Skips the offset at the start of a line, if there is one: at least four digits, then a colon or a wider gap. As
 * `tcpdump` writes it, with `0x` before, or as WinDbg does, with a backtick in the middle.
 */
function afterOffset(bytes: Uint8Array, start: number, end: number): number {
  const first = skipBlanks(bytes, start, end);
  let at = bytes[first] === 0x30 && bytes[first + 1] === 0x78 ? first + 2 : first;
  const firstDigit = at;
  while (at < end && (hexValue(bytes[at]) >= 0 || (bytes[at] === 0x60 && at > first))) at++;
  const digits = at - firstDigit;
  if (digits < 4) return first;
  if (bytes[at] === 0x3a) return skipBlanks(bytes, at + 1, end);
  const next = skipBlanks(bytes, at, end);
  // In a plain dump all groups have the same length; an offset is longer.
  let group = next;
  while (group < end && hexValue(bytes[group]) >= 0) group++;
  return next > at && group - next < digits ? next : first;
}

/**
 * Groups of whole pairs, separated by one blank or colon, or in the middle by two blanks or a hyphen; a wider gap
 * precedes the characters.
 */
function groups(bytes: Uint8Array, first: number, end: number): number[] {
  const pairs: number[] = [];
  let size = 0;
  for (let at = first; at < end; ) {
    let stop = at;
    while (stop < end && hexValue(bytes[stop]) >= 0) stop++;
    const digits = stop - at;
    if (digits === 0 || digits % 2 === 1 || digits > longestGroup) break;
    // The characters after a gap may look like a group.
    if (size !== 0 && digits > size) break;
    size = Math.max(size, digits);
    for (; at < stop; at += 2) pairs.push(at);
    const isHyphen = bytes[stop] === 0x2d && pairs.length === 8;
    const next = bytes[stop] === 0x3a || isHyphen ? stop + 1 : skipBlanks(bytes, stop, end);
    const gap = next - stop;
    if (gap === 0 || (gap > 1 && !isMiddle(bytes, pairs.length, next, end, size))) break;
    at = next;
  }
  return pairs;
}

/** True when a wider gap is the one in the middle of a 16-byte line, not the one before its characters. */
function isMiddle(bytes: Uint8Array, pairs: number, next: number, end: number, size: number): boolean {
  if (pairs !== 8) return false;
  for (let index = 0; index < size; index++) if (next + index >= end || hexValue(bytes[next + index]) < 0) return false;
  return bytes[next + size] === 0x20 || next + size === end;
}

function skipBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  return at;
}
