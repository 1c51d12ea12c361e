import { memory } from "../arena.ts";
import type { Anchor } from "./anchors.ts";
import { isFalseAnchor, isFalseGram } from "./false-anchor.ts";
import {
  bitShift,
  blockBytes,
  digitTableAt,
  distanceBias,
  groupBytes,
  hashBits,
  inputAt,
  mostSamples,
  multiplier,
  outputAt,
  outputEnd,
  recordBits,
  recordBytes,
  recordMultiplier,
  recordsAt,
  resumeAt,
  samplesAt,
  tableAt,
  wideTableAt,
} from "./layout.ts";
import { searchProgram } from "./program.ts";
import { digitTable, distance, sampledLayout, wideTable } from "./sample.ts";
import { anchorOf, checks, entryAnchors, entryOffsets, firstEntries, gramAt, grams } from "./table.ts";
import { triggersOf } from "./trigger-masks.ts";
import { instantiate } from "./wasm.ts";

/*
 * Over a thousand anchors are searched for in one pass, at a cost that does not depend on their number:
 * 1. Thirty-two bytes at a time, vector comparisons mark the places where one of a few three-byte patterns starts
 *    (`triggers.ts`). Every anchor contains one; little else does.
 * 2. The three bytes at a marked place are looked up in a hash table. If an anchor may have them there, the four bytes at
 *    the place and the four bytes one before it are looked up in another, and the bytes next to them are compared with
 *    those of the anchors that these identify.
 * 3. What remains is compared with the anchors themselves, here in JavaScript.
 * The bytes are copied to the module's memory in blocks that fit the processor's cache. On the way, samples are taken that
 * show whether there is hidden text (`sample.ts`).
 */

/** Maps a gram to its number plus one, or to zero; several times faster than a `Map`. */
const indexBits = 32 - Math.clz32(2 * grams.length);
const indexKeys = new Int32Array(1 << indexBits);
const indexNumbers = new Uint16Array(1 << indexBits);
for (let number = 0; number < grams.length; number++) {
  const gram = grams[number] as number;
  let slot = indexSlot(gram);
  while (indexNumbers[slot] !== 0) slot = (slot + 1) & (indexKeys.length - 1);
  indexKeys[slot] = gram;
  indexNumbers[slot] = number + 1;
}

function indexSlot(gram: number): number {
  return Math.imul(gram, 0x85ebca6b) >>> (32 - indexBits);
}

/** The number of a gram, or -1. */
function numberOf(gram: number): number {
  for (let slot = indexSlot(gram); ; slot = (slot + 1) & (indexKeys.length - 1)) {
    const number = indexNumbers[slot] as number;
    if (number === 0) return -1;
    if (indexKeys[slot] === gram) return number - 1;
  }
}

/** Bytes of the previous block that are searched again: more than a gram and the neighbours compared on both sides. */
const overlap = 64;
const bytesInMemory = new Uint8Array(memory.buffer);
const wordsInMemory = new Int32Array(memory.buffer);
bytesInMemory.set(wideTable, wideTableAt);
bytesInMemory.set(digitTable, digitTableAt);
for (let number = 0; number < grams.length; number++) {
  const hash = Math.imul(trigramOf(grams[number] as number), multiplier);
  const slot = tableAt + (hash >>> (32 - hashBits));
  bytesInMemory[slot] = (bytesInMemory[slot] as number) | (1 << ((hash >>> bitShift) & 7));
  writeRecord(number);
}

/** The first or the last three bytes of a gram: those that a trigger allows. */
function trigramOf(gram: number): number {
  const isTriggered = triggersOf(0, gram & 255) & triggersOf(1, (gram >> 8) & 255) & triggersOf(2, (gram >> 16) & 255);
  return isTriggered === 0 ? gram >>> 8 : gram & 0xffffff;
}

/** The part of {@link searchProgram} that runs when the bits of a gram's hash are set. */
function writeRecord(number: number): void {
  const gram = grams[number] as number;
  const [mask = 0, bytes = 0, distance = 0] = checks.subarray(3 * number, 3 * number + 3);
  const words = recordBytes >> 2;
  let slot = Math.imul(gram, recordMultiplier) >>> (32 - recordBits);
  while (wordsInMemory[(recordsAt >> 2) + slot * words + 3] !== 0) slot = (slot + 1) & ((1 << recordBits) - 1);
  wordsInMemory.set([gram, mask, bytes, distance + distanceBias], (recordsAt >> 2) + slot * words);
}

/** Equivalent to {@link searchProgram} but several times slower, for runtimes without these instructions. */
function searchByteByByte(from: number, end: number, out: number, outEnd: number): number {
  const first = Uint8Array.from({ length: 256 }, (_, byte) => triggersOf(0, byte));
  const second = Uint8Array.from({ length: 256 }, (_, byte) => triggersOf(1, byte));
  const third = Uint8Array.from({ length: 256 }, (_, byte) => triggersOf(2, byte));
  const byteAt = (at: number) => bytesInMemory[at] as number;
  const isInTable = (at: number) => {
    const product = Math.imul(gramAt(bytesInMemory, at) & 0xffffff, multiplier);
    const bits = byteAt(tableAt + (product >>> (32 - hashBits)));
    return ((bits >>> ((product >>> bitShift) & 7)) & 1) === 1;
  };
  let written = out;
  let group = from;
  let sample = from;
  for (; group < end && written < outEnd; group += groupBytes) {
    for (; sample < group; sample += distance) {
      if (sampledLayout(bytesInMemory, sample) !== null) listSample(sample);
    }
    for (let at = group; at < group + groupBytes; at++) {
      const kinds =
        (first[byteAt(at)] as number) & (second[byteAt(at + 1)] as number) & (third[byteAt(at + 2)] as number);
      if (kinds === 0) continue;
      if (!isInTable(at)) continue;
      for (const place of [at - 1, at]) {
        wordsInMemory[written >> 2] = place;
        written += 4;
      }
    }
  }
  wordsInMemory[resumeAt >> 2] = group;
  return written;
}

function listSample(place: number): void {
  const length = wordsInMemory[samplesAt >> 2] as number;
  if (length >= 4 * mostSamples) return;
  wordsInMemory[(samplesAt + 4 + length) >> 2] = place;
  wordsInMemory[samplesAt >> 2] = length + 4;
}

function compiledOrNot(): typeof searchByteByByte {
  try {
    return instantiate(searchProgram, memory);
  } catch {
    return searchByteByByte;
  }
}

const search = compiledOrNot();

/**
 * Calls `visit` for every anchor in `bytes` that may belong to a credential ({@link isFalseAnchor}), with the anchor
 * and the offset of its first byte. Calls are ordered by the bytes that identify the anchor, not always by its start.
 * `visit` returns the offset below which it needs no more calls.
 */
export function searchAnchors(bytes: Uint8Array, visit: (anchor: Anchor, at: number) => number): void {
  if (bytes.buffer === memory.buffer) {
    searchInPlace(bytes, visit);
    return;
  }
  let skip = 0;
  for (let base = 0; base < bytes.length; base = Math.max(base + blockBytes - overlap, skip - overlap)) {
    const end = Math.min(bytes.length, base + blockBytes);
    let from = inputAt;
    for (;;) {
      from = Math.max(from, skip - overlap - base + inputAt);
      if (from >= inputAt + end - base) break;
      // Copied again after each batch of results, since `visit` may itself search.
      bytesInMemory.set(bytes.subarray(base, end), inputAt);
      bytesInMemory.fill(0, inputAt + end - base, inputAt + end - base + 64);
      const samples = wordsInMemory[samplesAt >> 2] as number;
      const out = search(from, inputAt + end - base, outputAt, outputEnd);
      const isMet = samples === 4 * mostSamples || samples !== wordsInMemory[samplesAt >> 2];
      if (isMet && bytes === sampled) blocksWithSamples.push({ from: base, to: end });
      from = wordsInMemory[resumeAt >> 2] ?? 0;
      if (out === outputAt) continue;
      const places = wordsInMemory.slice(outputAt >> 2, out >> 2);
      for (let i = 0; i < places.length; i++) {
        const place = (places[i] as number) - inputAt + base;
        if (place < skip) {
          if (end < skip) break;
          continue;
        }
        skip = Math.max(skip, visitGram(bytes, place, visit));
      }
    }
    if (end === bytes.length) return;
  }
}

/** The same for bytes in the arena. */
function searchInPlace(bytes: Uint8Array, visit: (anchor: Anchor, at: number) => number): void {
  const { byteOffset } = bytes;
  const end = byteOffset + bytes.length;
  let skip = 0;
  for (let from = byteOffset; from < end; ) {
    const out = search(from, end, outputAt, outputEnd);
    from = wordsInMemory[resumeAt >> 2] ?? 0;
    if (out === outputAt) continue;
    const places = wordsInMemory.slice(outputAt >> 2, out >> 2);
    for (let i = 0; i < places.length; i++) {
      const place = (places[i] as number) - byteOffset;
      if (place < skip) continue;
      skip = Math.max(skip, visitGram(bytes, place, visit));
    }
    from = Math.max(from, skip - overlap + byteOffset);
  }
}

/** Visits the anchors that are there of those that the gram at `at` identifies; returns what `visit` returned. */
function visitGram(bytes: Uint8Array, at: number, visit: (anchor: Anchor, at: number) => number): number {
  let skip = 0;
  const gram = gramAt(bytes, at);
  if (isFalseGram(bytes, at, gram)) return skip;
  const number = numberOf(gram);
  if (number < 0) return skip;
  const end = firstEntries[number + 1] as number;
  for (let entry = firstEntries[number] as number; entry < end; entry++) {
    const anchor = anchorOf(entryAnchors[entry] as number);
    const start = at - (entryOffsets[entry] as number);
    if (start < 0 || start + anchor.bytes.length > bytes.length) continue;
    if (!isAt(bytes, start, anchor.bytes) || isFalseAnchor(bytes, start, anchor)) continue;
    skip = Math.max(skip, visit(anchor, start));
  }
  return skip;
}

function isAt(bytes: Uint8Array, start: number, anchor: Uint8Array): boolean {
  for (let i = 0; i < anchor.length; i++) if (bytes[start + i] !== anchor[i]) return false;
  return true;
}

/**
 * True when `bytes` contain a credential's anchor between the offsets `from` and `to`. Without one, nor a hidden text with
 * one, there is nothing to detect.
 */
export function mayContain(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
  forgetSamples();
  // Most calls end here without allocating.
  if (bytes.buffer === memory.buffer && !isMarked(bytes.byteOffset + from, bytes.byteOffset + to)) return false;
  let found = false;
  searchAnchors(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to), ({ outer }) => {
    if (outer === "exposure") return 0;
    found = true;
    return Number.POSITIVE_INFINITY;
  });
  return found;
}

/** A part of the bytes that are searched. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** The bytes whose blocks with samples are noted. */
let sampled: Uint8Array | null = null;
let blocksWithSamples: Part[] = [];

/** Forgets the samples of earlier searches. @param bytes what is searched next, for {@link partsWithSamples} */
export function forgetSamples(bytes: Uint8Array | null = null): void {
  wordsInMemory[samplesAt >> 2] = 0;
  sampled = bytes;
  blocksWithSamples = [];
}

/** The parts, ascending, in which samples were met of the bytes that {@link forgetSamples} was given. */
export function partsWithSamples(bytes: Uint8Array): readonly Part[] {
  return bytes === sampled && bytes.buffer !== memory.buffer ? blocksWithSamples : [{ from: 0, to: bytes.length }];
}

/** True when a sample since {@link forgetSamples}, {@link mayContain} or {@link lastAnchors} may be in a hidden text. */
export function metSample(): boolean {
  return wordsInMemory[samplesAt >> 2] !== 0;
}

/**
 * The offsets of these samples, if the last call was given bytes in the arena and there were not too many; otherwise
 * null.
 */
export function samplesMet(bytes: Uint8Array): Int32Array | null {
  const length = wordsInMemory[samplesAt >> 2] as number;
  if (bytes.buffer !== memory.buffer || length === 4 * mostSamples) return null;
  const places = wordsInMemory.subarray((samplesAt >> 2) + 1, (samplesAt + 4 + length) >> 2);
  return places.map((place) => place - bytes.byteOffset);
}

/** True when the search finds a place in its own memory that may be an anchor's. */
function isMarked(from: number, end: number): boolean {
  for (let at = from; at < end; at = wordsInMemory[resumeAt >> 2] ?? end) {
    if (search(at, end, outputAt, outputEnd) !== outputAt) return true;
  }
  return false;
}

/** Start of the last anchor of a credential and of an exposure; -1 for none. */
export interface LastAnchors {
  credential: number;
  exposure: number;
}

/**
 * The last anchors in `bytes` between the offsets `from` and `to`: without a credential's anchor there is no
 * credential, and likewise for exposures.
 */
export function lastAnchors(bytes: Uint8Array, from = 0, to = bytes.length): LastAnchors {
  forgetSamples();
  const last: LastAnchors = { credential: -1, exposure: -1 };
  const note = ({ outer }: Anchor, at: number) => {
    const of = outer === "exposure" ? "exposure" : "credential";
    last[of] = Math.max(last[of], from + at);
    return 0;
  };
  if (bytes.buffer !== memory.buffer) {
    searchAnchors(bytes.subarray(from, to), note);
    return last;
  }
  // Called for every file of a tree: most allocate nothing.
  let range: Uint8Array | null = null;
  const start = bytes.byteOffset + from;
  const end = bytes.byteOffset + to;
  for (let next = start; next < end; ) {
    const out = search(next, end, outputAt, outputEnd) >> 2;
    next = wordsInMemory[resumeAt >> 2] as number;
    for (let found = outputAt >> 2; found < out; found++) {
      const place = wordsInMemory[found] as number;
      range ??= bytes.subarray(from, to);
      visitGram(range, place - start, note);
    }
  }
  return last;
}
