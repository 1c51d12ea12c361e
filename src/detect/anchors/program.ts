import {
  bitShift,
  candidatesAt,
  digitTableAt,
  distanceBias,
  groupBytes,
  hashBits,
  markedAt,
  markedBytes,
  marksAtOnce,
  mostSamples,
  multiplier,
  placesAt,
  recordBits,
  recordBytes,
  recordMultiplier,
  recordsAt,
  resumeAt,
  roundBytes,
  samplesAt,
  tableAt,
  wideTableAt,
} from "./layout.ts";
import { distance, highHalves, lowHalves, sampleBytes, sampleKinds } from "./sample.ts";
import { triggerMasks } from "./trigger-masks.ts";
import { i32, moduleOf, op, v128 } from "./wasm.ts";

/** Indexes of two locals used in turn. */
type Pair = readonly [number, number];

function swapped([one, other]: Pair): Pair {
  return [other, one];
}

/** For a shuffle of two vectors: the last `count` bytes of the first, then the start of the second. */
function lastBytes(count: number): readonly number[] {
  return Array.from({ length: 16 }, (_, index) => 16 - count + index);
}

function assemble(): Uint8Array {
  const [from, end, out, outEnd, mask, place, hash, listed] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [roundEnd, marked, entry] = [8, 9, 10];
  const [gram, record, sample, isWide] = [11, 12, 13, 14];
  const [vector, lows, highs] = [15, 16, 17];
  /** The matches of a trigger's first two bytes, in the previous vector and in this one. */
  const starts: readonly Pair[] = [
    [18, 19],
    [20, 21],
  ];
  // Constants are kept in locals; otherwise the compiler rebuilds them in every round.
  const nibble = 22;
  const firstMask = 23;
  const constants = [
    Array.from({ length: 16 }, () => 15),
    ...triggerMasks.flatMap(({ low, high }) => [[...low], [...high]]),
    [...lowHalves],
    [...highHalves],
  ];
  const [lowKinds, highKinds, kinds] = [firstMask + 6, firstMask + 7, firstMask + 8];
  /** The triggers that each byte of `vector` allows at one of the three places. */
  const kindsAt = (index: number) => [
    ...[...op.get(firstMask + 2 * index), ...op.get(lows), ...op.i8x16RelaxedSwizzle],
    ...[...op.get(firstMask + 2 * index + 1), ...op.get(highs), ...op.i8x16RelaxedSwizzle],
    ...op.v128And,
  ];
  const loadHalves = (offset: number) => [
    ...[...op.get(from), ...op.v128Load(offset), ...op.tee(vector)],
    ...[...op.get(nibble), ...op.v128And, ...op.set(lows)],
    // A byte-wise shift would be compiled to this and a mask, rebuilt in every round.
    ...[...op.get(vector), ...op.i32Const(4), ...op.i16x8ShrU, ...op.get(nibble), ...op.v128And, ...op.set(highs)],
  ];
  /**
   * Marks the last byte of each trigger: the matches of the other bytes come from the previous vector, so that each
   * byte is loaded and split once.
   */
  const classify = (offset: number, pairs: readonly Pair[]) => [
    ...loadHalves(offset),
    ...pairs.flatMap(([, current], index) => [...kindsAt(index), ...op.set(current)]),
    ...kindsAt(pairs.length),
    ...pairs.flatMap(([before, current], index) => [
      ...[...op.get(before), ...op.get(current), ...op.i8x16Shuffle(lastBytes(pairs.length - index)), ...op.v128And],
    ]),
  ];
  /** A bit for each byte of a vector that is zero. */
  const zeros = [...op.v128Const(Array.from({ length: 16 }, () => 0)), ...op.i8x16Eq, ...op.i8x16Bitmask];
  /** Writes the place of the lowest mark, and clears the mark. Writes something harmless when there is none. */
  const listMark = (index: number) => [
    ...[...op.get(listed), ...op.get(place), ...op.get(mask), ...op.i32Ctz, ...op.i32Add, ...op.i32Store(4 * index)],
    ...[...op.get(mask), ...op.get(mask), ...op.i32Const(1), ...op.i32Sub, ...op.i32And, ...op.set(mask)],
  ];
  /** One when the bit of the hash of the three bytes at a place is set, else zero. */
  const isInTable = [
    ...[...op.get(place), ...op.i32Load(0), ...op.i32Const(0xffffff), ...op.i32And],
    ...[...op.i32Const(multiplier), ...op.i32Mul, ...op.tee(hash)],
    ...[...op.i32Const(32 - hashBits), ...op.i32ShrU, ...op.i32Load8(tableAt)],
    ...[...op.get(hash), ...op.i32Const(bitShift), ...op.i32ShrU, ...op.i32Const(7), ...op.i32And],
    ...[...op.i32ShrU, ...op.i32Const(1), ...op.i32And],
  ];
  /** Runs code for each of the places listed from `first` to before `last`. */
  const eachPlace = (first: number, last: number, then: readonly number[]) => [
    ...[...op.i32Const(first), ...op.set(entry)],
    ...op.block,
    ...op.loop,
    ...[...op.get(entry), ...op.get(last), ...op.i32GeU, ...op.brIf(1)],
    ...[...op.get(entry), ...op.i32Load(0), ...op.set(place)],
    ...then,
    ...[...op.get(entry), ...op.i32Const(4), ...op.i32Add, ...op.set(entry)],
    ...op.br(0),
    ...op.end,
    ...op.end,
  ];
  /** Appends a place to the candidates when the three bytes there are in the table. */
  const listIfInTable = [
    ...[...op.get(marked), ...op.get(place), ...op.i32Store(0)],
    ...[...op.get(marked), ...isInTable, ...op.i32Const(4), ...op.i32Mul, ...op.i32Add, ...op.set(marked)],
  ];
  /** Runs code when the bytes at a place are a gram and their neighbours match what all its anchors share. */
  const ifInRecords = (then: readonly number[]) => [
    ...[...op.get(place), ...op.i32Load(0), ...op.tee(gram), ...op.i32Const(recordMultiplier), ...op.i32Mul],
    ...[...op.i32Const(32 - recordBits), ...op.i32ShrU, ...op.i32Const(recordBytes), ...op.i32Mul, ...op.set(record)],
    ...op.block,
    ...op.loop,
    ...[...op.get(record), ...op.i32Load(recordsAt + 12), ...op.tee(hash), ...op.i32Eqz, ...op.brIf(1)],
    ...[...op.get(record), ...op.i32Load(recordsAt), ...op.get(gram), ...op.i32Eq],
    ...op.if,
    ...[...op.get(place), ...op.get(hash), ...op.i32Add, ...op.i32Const(distanceBias), ...op.i32Sub],
    ...[...op.i32Load(0), ...op.get(record), ...op.i32Load(recordsAt + 4), ...op.i32And],
    ...[...op.get(record), ...op.i32Load(recordsAt + 8), ...op.i32Eq],
    ...[...op.if, ...then, ...op.end],
    ...op.br(2),
    ...op.end,
    ...[...op.get(record), ...op.i32Const(recordBytes), ...op.i32Add],
    ...[...op.i32Const((recordBytes << recordBits) - 1), ...op.i32And, ...op.set(record)],
    ...op.br(0),
    ...op.end,
    ...op.end,
  ];
  const outputIfInRecords = ifInRecords([
    ...[...op.get(out), ...op.get(place), ...op.i32Store(0)],
    ...[...op.get(out), ...op.i32Const(4), ...op.i32Add, ...op.set(out)],
  ]);
  /** The bits of a sample's bytes, of all those in a vector. */
  const ofSample = [...op.i32Const((1 << sampleBytes) - 1), ...op.i32And];
  const splat = (byte: number) => op.v128Const(Array.from({ length: 16 }, () => byte));
  const whether = (value: readonly number[]) => [...value, ...op.i32Eqz, ...op.i32Eqz];
  /** A bit for each of the sample's bytes that is of none of these kinds. */
  const withoutKind = (kind: number) => [...op.get(kinds), ...splat(kind), ...op.v128And, ...zeros, ...ofSample];
  const hasX = [...withoutKind(sampleKinds.x), ...op.i32Const((1 << sampleBytes) - 1), ...op.i32Xor];
  const hasComma = [...op.get(vector), ...splat(0x2c), ...op.i8x16Eq, ...op.i8x16Bitmask, ...ofSample];
  const showsDigits = [...[...withoutKind(sampleKinds.number | sampleKinds.letter), ...op.i32Load8(digitTableAt)]];
  /** Lists a sample that shows UTF-32, a dump, or an array: a list of numbers has commas, and no `x`. */
  const listSample = [
    ...[...op.get(isWide), ...whether(showsDigits), ...whether([...hasComma, ...op.i32Eqz, ...hasX, ...op.i32Or])],
    ...[...op.i32And, ...op.i32Or, ...op.if],
    ...[...op.i32Const(samplesAt), ...op.i32Load(0), ...op.tee(hash), ...op.i32Const(4 * mostSamples), ...op.i32LtU],
    ...op.if,
    ...[...op.get(hash), ...op.get(sample), ...op.i32Store(samplesAt + 4)],
    ...[...op.i32Const(samplesAt), ...op.get(hash), ...op.i32Const(4), ...op.i32Add, ...op.i32Store(0)],
    ...op.end,
    ...op.end,
  ];
  /** Takes the samples up to the end of a round. */
  const takeSamples = [
    ...op.block,
    ...op.loop,
    ...[...op.get(sample), ...op.get(roundEnd), ...op.i32GeU, ...op.brIf(1)],
    // The upper half of the vector is zero, so its bits are set in the mask.
    ...[...op.get(sample), ...op.v128Load64Zero, ...op.tee(vector), ...zeros],
    ...[...op.i32Load8(wideTableAt - 0xff00), ...op.tee(isWide)],
    ...[...op.get(lowKinds), ...op.get(vector), ...op.get(nibble), ...op.v128And, ...op.i8x16RelaxedSwizzle],
    ...[...op.get(highKinds), ...op.get(vector), ...op.i32Const(4), ...op.i16x8ShrU],
    ...[...op.get(nibble), ...op.v128And, ...op.i8x16RelaxedSwizzle, ...op.v128And, ...op.tee(kinds)],
    ...[...op.i8x16AllTrue, ...op.i32Or],
    ...[...op.if, ...listSample, ...op.end],
    ...[...op.get(sample), ...op.i32Const(distance), ...op.i32Add, ...op.set(sample)],
    ...op.br(0),
    ...op.end,
    ...op.end,
  ];
  const body = [
    ...op.get(from),
    ...op.set(sample),
    ...constants.flatMap((constant, index) => [...op.v128Const(constant), ...op.set(nibble + index)]),
    // The bytes before the first one may begin an anchor, too.
    ...[...op.get(from), ...op.i32Const(16), ...op.i32Sub, ...op.set(from), ...loadHalves(0)],
    ...[...op.get(from), ...op.i32Const(16), ...op.i32Add, ...op.set(from)],
    ...starts.flatMap(([before], index) => [...kindsAt(index), ...op.set(before)]),
    ...op.block,
    ...op.loop,
    ...[...op.get(from), ...op.get(end), ...op.i32GeU, ...op.brIf(1)],
    ...[...op.get(out), ...op.get(outEnd), ...op.i32GeU, ...op.brIf(1)],
    ...[...op.get(from), ...op.i32Const(roundBytes), ...op.i32Add, ...op.tee(roundEnd), ...op.get(end)],
    ...[...op.get(roundEnd), ...op.get(end), ...op.i32LtU, ...op.select, ...op.set(roundEnd)],
    ...[...op.i32Const(markedAt), ...op.set(marked)],
    // Without a branch: marks are unpredictable, and a misprediction costs more than a write.
    ...op.loop,
    ...[...classify(0, starts), ...zeros, ...classify(16, starts.map(swapped)), ...zeros],
    ...[...op.i32Const(16), ...op.i32Shl, ...op.i32Or, ...op.i32Const(-1), ...op.i32Xor, ...op.set(mask)],
    ...[...op.get(marked), ...op.get(from), ...op.i32Store(0)],
    ...[...op.get(marked), ...op.get(mask), ...op.i32Store(4)],
    ...[...op.get(mask), ...op.i32Eqz, ...op.i32Eqz, ...op.i32Const(markedBytes), ...op.i32Mul],
    ...[...op.get(marked), ...op.i32Add, ...op.set(marked)],
    ...[...op.get(from), ...op.i32Const(groupBytes), ...op.i32Add, ...op.tee(from)],
    ...[...op.get(roundEnd), ...op.i32LtU, ...op.brIf(0)],
    ...op.end,
    ...takeSamples,
    // Again without branches that depend on the text: four marks at a time are listed, and few groups have more.
    ...[...op.i32Const(markedAt), ...op.set(entry), ...op.i32Const(placesAt), ...op.set(listed)],
    ...op.block,
    ...op.loop,
    ...[...op.get(entry), ...op.get(marked), ...op.i32GeU, ...op.brIf(1)],
    ...[...op.get(entry), ...op.i32Load(4), ...op.set(mask)],
    // The last byte of a trigger is marked.
    ...[...op.get(entry), ...op.i32Load(0), ...op.i32Const(2), ...op.i32Sub, ...op.set(place)],
    ...op.loop,
    ...[...op.get(mask), ...op.i32Popcnt, ...op.set(hash)],
    ...Array.from({ length: marksAtOnce }, (_, index) => listMark(index)).flat(),
    ...[...op.get(mask), ...op.if],
    ...[...op.get(listed), ...op.i32Const(4 * marksAtOnce), ...op.i32Add, ...op.set(listed), ...op.br(1)],
    ...op.end,
    ...op.end,
    ...[...op.get(listed), ...op.get(hash), ...op.i32Const(4), ...op.i32Mul, ...op.i32Add, ...op.set(listed)],
    ...[...op.get(entry), ...op.i32Const(markedBytes), ...op.i32Add, ...op.set(entry)],
    ...op.br(0),
    ...op.end,
    ...op.end,
    ...[...op.i32Const(candidatesAt), ...op.set(marked)],
    ...eachPlace(placesAt, listed, listIfInTable),
    ...eachPlace(candidatesAt, marked, [
      ...[...op.get(place), ...op.i32Const(1), ...op.i32Sub, ...op.set(place), ...outputIfInRecords],
      ...[...op.get(place), ...op.i32Const(1), ...op.i32Add, ...op.set(place), ...outputIfInRecords],
    ]),
    ...op.br(0),
    ...op.end,
    ...op.end,
    ...[...op.i32Const(resumeAt), ...op.get(from), ...op.i32Store(0)],
    ...op.get(out),
  ];
  return moduleOf([...Array.from({ length: 11 }, () => i32), ...Array.from({ length: 17 }, () => v128)], body);
}

/**
 * The search as a WebAssembly module: a function of the start and end of the input and of the output area. It returns
 * the end of its output, and stores in memory where it stopped reading.
 */
export const searchProgram: Uint8Array = assemble();
