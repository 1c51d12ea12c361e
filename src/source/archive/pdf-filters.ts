import { type Inflated, inflate } from "./inflate.ts";
import { decodeLzw } from "./pdf-lzw.ts";
import { type PdfStream, parameterOf } from "./pdf-streams.ts";

/** The result of decoding a stream. `picture`: image data, which contains no text. */
export type Unfiltered = Inflated | { readonly type: "picture" } | { readonly type: "encrypted" };

const pictures: ReadonlySet<string> = new Set([
  ...["DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode"],
]);

/** The bytes of a stream after decoding its filters in order. */
export function unfilter(stream: PdfStream, filters: readonly string[], limit: number): Unfiltered {
  let bytes: Uint8Array = stream.data;
  for (const filter of filters) {
    if (pictures.has(filter)) return { type: "picture" };
    const output = undo(stream, filter, bytes, limit);
    if (output.type !== "bytes") return output;
    bytes = output.bytes;
  }
  return { type: "bytes", bytes };
}

function undo(stream: PdfStream, filter: string, bytes: Uint8Array, limit: number): Unfiltered {
  switch (filter) {
    case "FlateDecode":
    case "Fl":
      return unpredicted(stream, inflated(bytes, limit));
    case "LZWDecode":
    case "LZW":
      return unpredicted(stream, bounded(decodeLzw(bytes, parameterOf(stream, "EarlyChange") ?? 1, limit), limit));
    case "ASCIIHexDecode":
    case "AHx":
      return { type: "bytes", bytes: fromHex(bytes) };
    case "ASCII85Decode":
    case "A85":
      return bounded(fromAscii85(bytes), limit);
    case "RunLengthDecode":
    case "RL":
      return bounded(fromRuns(bytes, limit), limit);
    case "Crypt":
      return { type: "encrypted" };
    default:
      return { type: "unknown" };
  }
}

function bounded(bytes: Uint8Array, limit: number): Inflated {
  return bytes.length > limit ? { type: "too-large" } : { type: "bytes", bytes };
}

/** Some writers omit the zlib header. */
function inflated(bytes: Uint8Array, limit: number): Inflated {
  const output = inflate("zlib", bytes, limit);
  return output.type === "corrupt" ? inflate("raw", bytes, limit) : output;
}

/** How a predictor divides its data into rows, in bytes. */
interface Layout {
  readonly row: number;
  readonly pixel: number;
}

/** The data before prediction; `unknown` for TIFF prediction of samples that are not bytes, which only images use. */
function unpredicted(stream: PdfStream, output: Inflated): Inflated {
  const predictor = parameterOf(stream, "Predictor") ?? 1;
  if (output.type !== "bytes" || predictor < 2) return output;
  const bits = parameterOf(stream, "BitsPerComponent") ?? 8;
  const bitsOfPixel = (parameterOf(stream, "Colors") ?? 1) * bits;
  const row = Math.ceil(((parameterOf(stream, "Columns") ?? 1) * bitsOfPixel) / 8);
  if (!(row > 0)) return output;
  const layout: Layout = { row, pixel: Math.max(1, bitsOfPixel >> 3) };
  if (predictor >= 10) return { type: "bytes", bytes: unpredictedPng(output.bytes, layout) };
  return bits === 8 ? { type: "bytes", bytes: unpredictedTiff(output.bytes, layout) } : { type: "unknown" };
}

function unpredictedTiff(bytes: Uint8Array, { row, pixel }: Layout): Uint8Array {
  const result = Uint8Array.from(bytes);
  for (let at = pixel; at < result.length; at++) {
    if (at % row >= pixel) result[at] = (result[at] as number) + (result[at - pixel] as number);
  }
  return result;
}

function unpredictedPng(bytes: Uint8Array, { row, pixel }: Layout): Uint8Array {
  const rows = Math.ceil(bytes.length / (row + 1));
  const result = new Uint8Array(rows * row);
  let length = 0;
  for (let number = 0; number < rows; number++) {
    const from = number * (row + 1);
    const kind = bytes[from] ?? 0;
    for (let x = 0; x < row && from + 1 + x < bytes.length; x++) {
      const at = number * row + x;
      const left = x >= pixel ? (result[at - pixel] ?? 0) : 0;
      const up = number > 0 ? (result[at - row] ?? 0) : 0;
      const corner = x >= pixel && number > 0 ? (result[at - row - pixel] ?? 0) : 0;
      result[at] = (bytes[from + 1 + x] ?? 0) + predicted(kind, left, up, corner);
      length = at + 1;
    }
  }
  return result.subarray(0, length);
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  if (kind !== 4) return 0;
  const estimate = left + up - corner;
  const distances = [left, up, corner].map((value) => Math.abs(estimate - value));
  const [toLeft = 0, toUp = 0, toCorner = 0] = distances;
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

function fromHex(bytes: Uint8Array): Uint8Array {
  const [digits = ""] = Buffer.from(bytes).toString("latin1").split(">");
  const clean = digits.replace(/[^0-9a-fA-F]/g, "");
  return Buffer.from(clean.length % 2 === 0 ? clean : `${clean}0`, "hex");
}

/** Five characters encode four bytes; `z` encodes four zeros. */
function fromAscii85(bytes: Uint8Array): Uint8Array {
  const output: number[] = [];
  const group: number[] = [];
  const flush = (count: number) => {
    while (group.length < 5) group.push(84);
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    for (let index = 0; index < count; index++) output.push(Math.floor(value / 2 ** (24 - 8 * index)) & 0xff);
    group.length = 0;
  };
  const start = bytes[0] === 0x3c && bytes[1] === 0x7e ? 2 : 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x7e) break;
    if (byte === 0x7a && group.length === 0) output.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) group.push(byte - 0x21);
    if (group.length === 5) flush(4);
  }
  if (group.length > 1) flush(group.length - 1);
  return Uint8Array.from(output);
}

/** Runs of one byte, and literal bytes. */
function fromRuns(bytes: Uint8Array, limit: number): Uint8Array {
  const output: Uint8Array[] = [];
  let size = 0;
  for (let at = 0; at < bytes.length && size <= limit; ) {
    const length = bytes[at] ?? 128;
    if (length === 128) break;
    const run = length < 128 ? bytes.subarray(at + 1, at + 2 + length) : Buffer.alloc(257 - length, bytes[at + 1]);
    output.push(run);
    size += run.length;
    at += length < 128 ? length + 2 : 2;
  }
  return Buffer.concat(output);
}
