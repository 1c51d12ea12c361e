import type { Inflated } from "./inflate.ts";

/*
 * The frame format of lz4 and its older form, read here since Node has no decoder and libarchive's build none either:
 * blocks of literals and of copies of what came before.
 */

const frameMagic = 0x184d2204;
const legacyMagic = 0x184c2102;
/** The first of the sixteen magic numbers of skippable frames. */
const skippableMagic = 0x184d2a50;
/** Of a block's size: its data is stored as it is. */
const isStored = 0x8000_0000;
const shortestMatch = 4;

/** Output that grows, up to a limit. */
interface Output {
  bytes: Buffer;
  length: number;
  readonly limit: number;
}

class TooLarge extends Error {}
class Damaged extends Error {}

/** The content of an lz4 file, frame by frame, and whether all of it could be read. */
export function decompressLz4(
  bytes: Uint8Array,
  limit: number,
): { readonly output: Inflated; readonly isWhole: boolean } {
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const output: Output = { bytes: Buffer.alloc(Math.min(limit, 64 * 1024)), length: 0, limit };
  let isWhole = true;
  try {
    for (let at = 0; at + 4 <= input.length; ) at = readFrame(input, at, output);
  } catch (error) {
    if (error instanceof TooLarge) return { output: { type: "too-large" }, isWhole: false };
    // A read beyond the end, as of what was cut off.
    if (!(error instanceof Damaged || error instanceof RangeError)) throw error;
    isWhole = false;
  }
  const content = output.bytes.subarray(0, output.length);
  return { output: isWhole || content.length > 0 ? { type: "bytes", bytes: content } : { type: "corrupt" }, isWhole };
}

/** The content of one block of lz4, as formats of data store it without a frame. */
export function decompressLz4Block(bytes: Uint8Array, limit: number): Inflated {
  const output: Output = { bytes: Buffer.alloc(Math.min(limit, 64 * 1024)), length: 0, limit };
  try {
    readBlock(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), output, 0);
  } catch (error) {
    if (error instanceof TooLarge) return { type: "too-large" };
    if (!(error instanceof Damaged || error instanceof RangeError)) throw error;
    return { type: "corrupt" };
  }
  return { type: "bytes", bytes: output.bytes.subarray(0, output.length) };
}

/** Reads one frame, and gives the offset after it. */
function readFrame(input: Buffer, start: number, output: Output): number {
  const magic = input.readUInt32LE(start);
  if ((magic & 0xfffffff0) === skippableMagic) return start + 8 + input.readUInt32LE(start + 4);
  if (magic === legacyMagic) return readLegacy(input, start + 4, output);
  if (magic !== frameMagic) throw new Damaged();
  const flags = input.readUInt8(start + 4);
  const [hasBlockSums, hasSize, hasSum, hasDictionary] = [0x10, 0x08, 0x04, 0x01].map((flag) => (flags & flag) !== 0);
  // What a block may copy from before it: nothing of other frames, nor of other blocks where these are apart.
  const frameStart = output.length;
  const areApart = (flags & 0x20) !== 0;
  let at = start + 7 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0);
  for (;;) {
    const size = input.readUInt32LE(at);
    at += 4;
    if (size === 0) return at + (hasSum ? 4 : 0);
    const length = size % isStored;
    const block = input.subarray(at, at + length);
    if (size >= isStored) append(output, block);
    else readBlock(block, output, areApart ? output.length : frameStart);
    at += length + (hasBlockSums ? 4 : 0);
    if (block.length < length) throw new Damaged();
  }
}

/** The older form: blocks one after the other, up to the end or to another frame. */
function readLegacy(input: Buffer, start: number, output: Output): number {
  let at = start;
  while (at + 4 <= input.length) {
    const length = input.readUInt32LE(at);
    if (length === frameMagic || length === legacyMagic) return at;
    const block = input.subarray(at + 4, at + 4 + length);
    readBlock(block, output, output.length);
    if (block.length < length) throw new Damaged();
    at += 4 + length;
  }
  return input.length;
}

function readBlock(block: Buffer, output: Output, earliest: number): void {
  for (let at = 0; at < block.length; ) {
    const token = block.readUInt8(at++);
    let literals = token >> 4;
    if (literals === 15) [literals, at] = longer(block, at, literals);
    append(output, block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = block.readUInt16LE(at);
    at += 2;
    let match = token & 15;
    if (match === 15) [match, at] = longer(block, at, match);
    copy(output, distance, match + shortestMatch, earliest);
  }
}

/** A length that continues in the next byte for as long as a byte is 255, and the offset after it. */
function longer(block: Buffer, from: number, start: number): [length: number, at: number] {
  let length = start;
  for (let at = from; ; at++) {
    const byte = block.readUInt8(at);
    length += byte;
    if (byte !== 255) return [length, at + 1];
  }
}

function append(output: Output, part: Uint8Array): void {
  reserve(output, part.length);
  output.bytes.set(part, output.length);
  output.length += part.length;
}

function copy(output: Output, distance: number, length: number, earliest: number): void {
  if (distance === 0 || output.length - distance < earliest) throw new Damaged();
  reserve(output, length);
  const { bytes } = output;
  for (let left = length; left > 0; ) {
    // What is copied may reach into what it makes.
    const part = Math.min(left, distance);
    bytes.copyWithin(output.length, output.length - distance, output.length - distance + part);
    output.length += part;
    left -= part;
  }
}

function reserve(output: Output, more: number): void {
  const needed = output.length + more;
  if (needed > output.limit) throw new TooLarge();
  if (needed <= output.bytes.length) return;
  const grown = Buffer.alloc(Math.min(output.limit, Math.max(needed, 2 * output.bytes.length)));
  output.bytes.copy(grown);
  output.bytes = grown;
}
