import { type Anchor, anchors } from "./anchors.ts";
import { triggers } from "./triggers.ts";
import { compile, createMemory, i32, op, v128 } from "./wasm.ts";

/*
 * Over a thousand anchors are looked for in one pass, at a cost that does not depend on their number:
 * 1. Thirty-two bytes at a time, vector comparisons mark the places where one of a few kinds of three bytes starts
 *    (`triggers.ts`). Every anchor holds one, and little else does.
 * 2. At a marked place the four bytes from it, and the four bytes from the one before it, are hashed into a table.
 * 3. What remains is compared with the anchors themselves, here in JavaScript.
 * The bytes are copied to the module's memory in blocks that stay in the processor's cache.
 */

/** For each of the three places, the bits of the triggers that allow a low and a high half of a byte. */
const masks = [0, 1, 2].map((place) => {
  const low = new Uint8Array(16);
  const high = new Uint8Array(16);
  triggers.forEach((trigger, bit) => {
    const [lows, highs] = trigger[place] ?? [0, 0];
    for (let half = 0; half < 16; half++) {
      low[half] = (low[half] ?? 0) | (((lows >> half) & 1) << bit);
      high[half] = (high[half] ?? 0) | (((highs >> half) & 1) << bit);
    }
  });
  return { low, high };
});

function bits(place: number, byte: number): number {
  const mask = masks[place];
  return mask === undefined ? 0 : (mask.low[byte & 15] ?? 0) & (mask.high[byte >> 4] ?? 0);
}

/** True when a marked place starts at `at` of the anchor. */
function triggersAt({ bytes }: Anchor, at: number): boolean {
  if (at + 3 > bytes.length) return false;
  return (bits(0, bytes[at] ?? 0) & bits(1, bytes[at + 1] ?? 0) & bits(2, bytes[at + 2] ?? 0)) !== 0;
}

function gramAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24) | 0
  );
}

/** One anchor as four of its bytes find it: `offset` is where those stand in it. */
interface Entry {
  readonly anchor: Anchor;
  readonly offset: number;
}

const grams = new Map<number, Entry[]>();
for (const anchor of anchors) {
  for (let at = 0; at + 4 <= anchor.bytes.length; at++) {
    if (!triggersAt(anchor, at) && !triggersAt(anchor, at + 1)) continue;
    const gram = gramAt(anchor.bytes, at);
    const entries = grams.get(gram) ?? [];
    entries.push({ anchor, offset: at });
    grams.set(gram, entries);
    // One suffices: an anchor stands whole or not at all.
    break;
  }
}

/** The same as `grams` in flat arrays, which answer several times faster: a gram, and its number plus one or zero. */
const indexBits = 14;
const indexKeys = new Int32Array(1 << indexBits);
const indexNumbers = new Int32Array(1 << indexBits);
const lists = [...grams.values()];
[...grams.keys()].forEach((gram, number) => {
  let slot = indexSlot(gram);
  while (indexNumbers[slot] !== 0) slot = (slot + 1) & (indexKeys.length - 1);
  indexKeys[slot] = gram;
  indexNumbers[slot] = number + 1;
});

function indexSlot(gram: number): number {
  return Math.imul(gram, 0x85ebca6b) >>> (32 - indexBits);
}

/** The anchors that hold a gram, or undefined. */
function entriesOf(gram: number): readonly Entry[] | undefined {
  let slot = indexSlot(gram);
  for (;;) {
    const number = indexNumbers[slot] ?? 0;
    if (number === 0) return undefined;
    if (indexKeys[slot] === gram) return lists[number - 1];
    slot = (slot + 1) & (indexKeys.length - 1);
  }
}

const hashBits = 16;
const multiplier = 0x9e3779b1 | 0;
/** The hash's bits that choose one of the eight bits of a slot. */
const bitShift = 8;
/** Bytes that one round looks at: two vectors. */
const groupBytes = 32;
const tableAt = 0;
const resumeAt = 1 << hashBits;
const inputAt = resumeAt + 64;
const blockBytes = 1 << 17;
/** Bytes of the previous block that are searched again: longer than any anchor's four bytes and triple. */
const overlap = 16;
const outputAt = inputAt + blockBytes + 64;
const outputBytes = 1 << 16;
const memory = createMemory(outputAt + outputBytes);
const bytesInMemory = new Uint8Array(memory.buffer);
const wordsInMemory = new Int32Array(memory.buffer);
for (const gram of grams.keys()) {
  const hash = Math.imul(gram, multiplier);
  const slot = tableAt + (hash >>> (32 - hashBits));
  bytesInMemory[slot] = (bytesInMemory[slot] ?? 0) | (1 << ((hash >>> bitShift) & 7));
}

/** Numbers of two locals that take turns. */
type Pair = readonly [number, number];

function swapped([one, other]: Pair): Pair {
  return [other, one];
}

/** For a shuffle of two vectors: the last `count` bytes of the first, and what fits of the second. */
function lastBytes(count: number): readonly number[] {
  return Array.from({ length: 16 }, (_, index) => 16 - count + index);
}

/** Throws where the runtime lacks WebAssembly or its vector instructions. */
function assemble(): (from: number, end: number, out: number, outEnd: number) => number {
  const [from, end, out, outEnd, mask, place, hash] = [0, 1, 2, 3, 4, 5, 6];
  const [vector, lowHalves, highHalves] = [7, 8, 9];
  const seen = [10, 11] as const;
  const first: Pair = [12, 13];
  const second: Pair = [14, 15];
  // Constants are kept in locals: the compiler would build them anew in every round.
  const nibble = 16;
  const firstMask = 17;
  const constants = [Array.from({ length: 16 }, () => 15), ...masks.flatMap(({ low, high }) => [[...low], [...high]])];
  /** The kinds that each byte of `vector` allows at one of the three places. */
  const kindsAt = (index: number) => [
    ...[...op.get(firstMask + 2 * index), ...op.get(lowHalves), ...op.i8x16Swizzle],
    ...[...op.get(firstMask + 2 * index + 1), ...op.get(highHalves), ...op.i8x16Swizzle],
    ...op.v128And,
  ];
  const loadHalves = (offset: number) => [
    ...[...op.get(from), ...op.v128Load(offset), ...op.tee(vector)],
    ...[...op.get(nibble), ...op.v128And, ...op.set(lowHalves)],
    ...[...op.get(vector), ...op.i32Const(4), ...op.i8x16ShrU, ...op.set(highHalves)],
  ];
  /**
   * Marks where the third byte stands: what the first two allowed comes from the vector before, so that each byte is
   * loaded and halved once.
   */
  const classify = (offset: number, [beforeFirst, first]: Pair, [beforeSecond, second]: Pair) => [
    ...loadHalves(offset),
    ...[...kindsAt(0), ...op.set(first)],
    ...[...kindsAt(1), ...op.set(second)],
    ...kindsAt(2),
    ...[...op.get(beforeFirst), ...op.get(first), ...op.i8x16Shuffle(lastBytes(2)), ...op.v128And],
    ...[...op.get(beforeSecond), ...op.get(second), ...op.i8x16Shuffle(lastBytes(1)), ...op.v128And],
  ];
  const bitmask = (local: number) => [
    ...op.get(local),
    ...op.v128Const(Array.from({ length: 16 }, () => 0)),
    ...op.i8x16Ne,
    ...op.i8x16Bitmask,
  ];
  const inTable = (offset: number) => [
    ...op.get(place),
    ...op.i32Load(offset),
    ...op.i32Const(multiplier),
    ...[...op.i32Mul, ...op.tee(hash), ...op.i32Const(32 - hashBits), ...op.i32ShrU, ...op.i32Load8(tableAt)],
    ...[...op.get(hash), ...op.i32Const(bitShift), ...op.i32ShrU, ...op.i32Const(7), ...op.i32And, ...op.i32ShrU],
    ...[...op.i32Const(1), ...op.i32And],
  ];
  const body = [
    ...constants.flatMap((constant, index) => [...op.v128Const(constant), ...op.set(nibble + index)]),
    // What stands before the first byte may begin an anchor, too.
    ...[...op.get(from), ...op.i32Const(16), ...op.i32Sub, ...op.set(from), ...loadHalves(0)],
    ...[...op.get(from), ...op.i32Const(16), ...op.i32Add, ...op.set(from)],
    ...[...kindsAt(0), ...op.set(first[0]), ...kindsAt(1), ...op.set(second[0])],
    ...op.block,
    ...op.loop,
    ...[...op.get(from), ...op.get(end), ...op.i32GeU, ...op.brIf(1)],
    ...[...op.get(out), ...op.get(outEnd), ...op.i32GeU, ...op.brIf(1)],
    ...[...classify(0, first, second), ...op.set(seen[0])],
    ...[...classify(16, swapped(first), swapped(second)), ...op.set(seen[1])],
    ...[...op.get(seen[0]), ...op.get(seen[1]), ...op.v128Or, ...op.v128AnyTrue],
    ...op.if,
    ...[...bitmask(seen[0]), ...bitmask(seen[1]), ...op.i32Const(16), ...op.i32Shl, ...op.i32Or, ...op.set(mask)],
    ...op.loop,
    ...[...op.get(from), ...op.get(mask), ...op.i32Ctz, ...op.i32Add],
    // Two bytes back to the first, and one more, so that both loads have an offset that is not negative.
    ...[...op.i32Const(3), ...op.i32Sub, ...op.set(place)],
    ...[...inTable(0), ...inTable(1), ...op.i32Or],
    ...op.if,
    ...[...op.get(out), ...op.get(place), ...op.i32Const(1), ...op.i32Add, ...op.i32Store(0)],
    ...[...op.get(out), ...op.i32Const(4), ...op.i32Add, ...op.set(out)],
    ...op.end,
    ...[...op.get(mask), ...op.get(mask), ...op.i32Const(1), ...op.i32Sub, ...op.i32And, ...op.tee(mask)],
    ...op.brIf(0),
    ...op.end,
    ...op.end,
    ...[...op.get(from), ...op.i32Const(groupBytes), ...op.i32Add, ...op.set(from)],
    ...op.br(0),
    ...op.end,
    ...op.end,
    ...[...op.i32Const(resumeAt), ...op.get(from), ...op.i32Store(0)],
    ...op.get(out),
  ];
  return compile(memory, [i32, i32, i32, ...Array.from({ length: 16 }, () => v128)], body);
}

/** The same as {@link assemble} makes, several times slower, for a runtime without these instructions. */
function searchByteByByte(from: number, end: number, out: number, outEnd: number): number {
  const first = Uint8Array.from({ length: 256 }, (_, byte) => bits(0, byte));
  const second = Uint8Array.from({ length: 256 }, (_, byte) => bits(1, byte));
  const third = Uint8Array.from({ length: 256 }, (_, byte) => bits(2, byte));
  const byteAt = (at: number) => bytesInMemory[at] as number;
  const isInTable = (at: number) => {
    const product = Math.imul(gramAt(bytesInMemory, at), multiplier);
    return ((byteAt(tableAt + (product >>> (32 - hashBits))) >>> ((product >>> bitShift) & 7)) & 1) === 1;
  };
  let written = out;
  let group = from;
  for (; group < end && written < outEnd; group += groupBytes) {
    for (let at = group; at < group + groupBytes; at++) {
      const kinds =
        (first[byteAt(at)] as number) & (second[byteAt(at + 1)] as number) & (third[byteAt(at + 2)] as number);
      if (kinds === 0 || !(isInTable(at - 1) || isInTable(at))) continue;
      wordsInMemory[written >> 2] = at;
      written += 4;
    }
  }
  wordsInMemory[resumeAt >> 2] = group;
  return written;
}

function compiledOrNot(): ReturnType<typeof assemble> {
  try {
    return assemble();
  } catch {
    return searchByteByByte;
  }
}

const search = compiledOrNot();

/**
 * Calls `visit` for every anchor that stands in `bytes`, in the order of the bytes that gave it away (not always of its
 * start), with the anchor and the offset of its first byte. `visit` answers the offset below which it wants no more.
 */
export function searchAnchors(bytes: Uint8Array, visit: (anchor: Anchor, at: number) => number): void {
  let skip = 0;
  for (let base = 0; base < bytes.length; base = Math.max(base + blockBytes - overlap, skip - overlap)) {
    const end = Math.min(bytes.length, base + blockBytes);
    let from = inputAt;
    for (;;) {
      from = Math.max(from, skip - overlap - base + inputAt);
      if (from >= inputAt + end - base) break;
      // Copied again after each part of the results: `visit` may itself search.
      bytesInMemory.set(bytes.subarray(base, end), inputAt);
      bytesInMemory.fill(0, inputAt + end - base, inputAt + end - base + 64);
      const out = search(from, inputAt + end - base, outputAt, outputAt + outputBytes - 4 * groupBytes);
      from = wordsInMemory[resumeAt >> 2] ?? 0;
      if (out === outputAt) continue;
      const places = wordsInMemory.slice(outputAt >> 2, out >> 2);
      for (let i = 0; i < places.length; i++) {
        const place = (places[i] as number) - inputAt + base;
        if (place < skip) {
          if (end < skip) break;
          continue;
        }
        skip = Math.max(skip, compare(bytes, place, visit), compare(bytes, place - 1, visit));
      }
    }
    if (end === bytes.length) return;
  }
}

/** Compares the anchors whose four bytes stand at `at`. */
function compare(bytes: Uint8Array, at: number, visit: (anchor: Anchor, at: number) => number): number {
  const entries = at < 0 ? undefined : entriesOf(gramAt(bytes, at));
  if (entries === undefined) return 0;
  let skip = 0;
  for (let i = 0; i < entries.length; i++) {
    const { anchor, offset } = entries[i] as Entry;
    const start = at - offset;
    if (start < 0 || start + anchor.bytes.length > bytes.length) continue;
    if (stands(bytes, start, anchor.bytes)) skip = Math.max(skip, visit(anchor, start));
  }
  return skip;
}

function stands(bytes: Uint8Array, start: number, anchor: Uint8Array): boolean {
  for (let i = 0; i < anchor.length; i++) if (bytes[start + i] !== anchor[i]) return false;
  return true;
}

/** True when an anchor stands in `bytes`; when none does, {@link detect} finds nothing. */
export function mayContain(bytes: Uint8Array): boolean {
  let found = false;
  searchAnchors(bytes, () => {
    found = true;
    return Number.POSITIVE_INFINITY;
  });
  return found;
}

/** Anchors that the search cannot see; the tests keep it empty but for the ones that another anchor covers. */
export function unseenAnchors(): Anchor[] {
  const seen = new Set([...grams.values()].flatMap((entries) => entries.map(({ anchor }) => anchor)));
  return anchors.filter((anchor) => !seen.has(anchor));
}
