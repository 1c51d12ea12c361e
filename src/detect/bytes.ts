import { effort } from "./effort.ts";

const letter = 1; // A-Z a-z 0-9
const joiner = 2; // - _
const classes = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
  classes[char.charCodeAt(0)] = letter;
for (const char of "-_") classes[char.charCodeAt(0)] = joiner;

/** True for A-Z, a-z and 0-9. */
export function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] === letter;
}

/** True for the characters of a random segment: letters, digits, `-` and `_`. */
export function isSegmentByte(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] !== 0;
}

/** Offset after the run of letters, digits, `-` and `_` that starts at `from`; at most `limit`. */
export function endOfSegment(text: Uint8Array, from: number, limit: number): number {
  let end = from;
  while (end < limit && isSegmentByte(text[end])) end++;
  effort.bytes += end - from;
  return end;
}

const hexValues = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  hexValues[i.toString(16).charCodeAt(0)] = i;
  hexValues[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}

/** The value of a hexadecimal digit, or -1. */
export function hexValue(byte: number | undefined): number {
  return byte === undefined ? -1 : (hexValues[byte] ?? -1);
}

/** The bytes from `start` to `end`, clamped to the input, one character each. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  const from = Math.max(0, start);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1", from, Math.max(from, end));
}

/** True when the bytes at `at` are `expected`. */
export function hasText(text: Uint8Array, at: number, expected: string): boolean {
  for (let i = 0; i < expected.length; i++) if (text[at + i] !== expected.charCodeAt(i)) return false;
  return true;
}

/**
 * Places between two bytes of a text where a credential may start or end although letters surround them: line ends of
 * wrapped base64, where the next line may not be base64, and joints between literals, where the next literal may be
 * unrelated.
 */
export type Breaks = Pick<ReadonlySet<number>, "has">;
