import type { WideEncoding } from "../detect/encodings/wide.ts";
import type { Document } from "./document.ts";
import { decodeUtf32, unitWidth } from "./text-position.ts";

/** A decoded text whose characters take two or four bytes each. */
export interface WideText {
  readonly encoding: WideEncoding;
  /** The same text in UTF-8. */
  readonly bytes: Buffer;
  /** Converts offsets in `bytes` to those of the same characters in the wide text. @param offsets ascending */
  offsetsOf(offsets: readonly number[]): ReadonlyMap<number, number>;
}

const marks: readonly (readonly [WideEncoding, readonly number[]])[] = [
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-32be", [0, 0, 0xfe, 0xff]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];
const encodings: readonly WideEncoding[] = ["utf-32le", "utf-32be", "utf-16le", "utf-16be"];

/**
 * Bytes that show whether a text without a byte order mark is wide, and the share of its characters that must be ASCII.
 */
const sampleBytes = 512;
const fewestBytes = 32;
const fewestAscii = 0.9;

/** The layout of a text that begins with these bytes, if all of it is wide; null for any other. */
export function wideEncoding(bytes: Uint8Array): WideEncoding | null {
  // Returns here for nearly every file.
  if (bytes[0] !== 0 && bytes[1] !== 0 && (bytes[0] ?? 0) < 0xfe) return null;
  for (const [encoding, mark] of marks) if (mark.every((byte, index) => bytes[index] === byte)) return encoding;
  if (bytes.length < fewestBytes) return null;
  const sample = bytes.subarray(0, sampleBytes);
  return encodings.find((encoding) => isMostlyAscii(sample, encoding)) ?? null;
}

function isMostlyAscii(sample: Uint8Array, encoding: WideEncoding): boolean {
  const width = unitWidth(encoding);
  const value = encoding.endsWith("le") ? 0 : width - 1;
  let ascii = 0;
  const units = Math.floor(sample.length / width);
  for (let unit = 0; unit < units; unit++) {
    let isAscii = true;
    for (let index = 0; index < width; index++) {
      const byte = sample[unit * width + index] ?? 0;
      isAscii &&= index === value ? (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d) : byte === 0;
    }
    if (isAscii) ascii++;
  }
  return ascii >= units * fewestAscii;
}

/** The decoded document if all of it is wide text; null for any other, and when it cannot contain anything. */
export function readWide({ bytes }: Pick<Document, "bytes">): WideText | null {
  const encoding = wideEncoding(bytes);
  if (encoding === null) return null;
  const narrow = Buffer.from(decodeWhole(bytes, encoding));
  return { encoding, bytes: narrow, offsetsOf: (offsets) => offsetsIn(narrow, unitWidth(encoding), offsets) };
}

function decodeWhole(bytes: Uint8Array, encoding: WideEncoding): string {
  if (encoding === "utf-32le" || encoding === "utf-32be") return decodeUtf32(bytes, encoding);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length & ~1);
  return (encoding === "utf-16le" ? buffer : Buffer.from(buffer).swap16()).toString("utf16le");
}

function offsetsIn(narrow: Uint8Array, width: number, offsets: readonly number[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  let units = 0;
  let at = 0;
  for (const offset of offsets) {
    for (; at < offset; at++) {
      const byte = narrow[at] ?? 0;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 && width === 2 ? 2 : 1;
    }
    places.set(offset, units * width);
  }
  return places;
}
