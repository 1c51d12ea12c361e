import { deltaBinaryUnpack, deltaLengthByteArray } from "hyparquet/src/delta.js";

/** How a page writes the values of a column of bytes. */
export interface PageForm {
  readonly encoding: string;
  /** Length of each value in bytes; null when each states its own. */
  readonly fixedLength: number | null;
}

/** Values that a page may hold beyond one for each of its bytes: empty ones take none. */
const emptyValues = 1 << 20;
const lineEnd = Uint8Array.of(0x0a);

/**
 * The values of a page, one on each line; null for an encoding that is not known. Numbers that refer to a dictionary are
 * left out, since it is a page of its own.
 * @param limit bytes above which it gives up, with a RangeError, as for values beyond the end of the page
 */
export function valuesOf(page: Uint8Array, { encoding, fixedLength }: PageForm, limit: number): Uint8Array | null {
  switch (encoding) {
    case "PLAIN":
      return lines(fixedLength === null ? plain(page) : fixed(page, fixedLength), limit);
    case "PLAIN_DICTIONARY":
    case "RLE_DICTIONARY":
      return new Uint8Array(0);
    case "DELTA_LENGTH_BYTE_ARRAY":
      return lines(withLengths(readerOf(page)), limit);
    case "DELTA_BYTE_ARRAY":
      return lines(withPrefixes(page), limit);
    default:
      return null;
  }
}

function* plain(page: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  for (let at = 0; at + 4 <= page.length; ) {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    yield page.subarray(start, at);
  }
}

function* fixed(page: Uint8Array, length: number): Generator<Uint8Array> {
  if (length < 1) throw new RangeError("A value of a fixed length has no length.");
  for (let at = 0; at < page.length; at += length) yield page.subarray(at, at + length);
}

interface PageReader {
  readonly view: DataView<ArrayBuffer>;
  offset: number;
}

function readerOf(page: Uint8Array): PageReader {
  // The library's types exclude shared memory, which no caller passes.
  return { view: new DataView(page.buffer as ArrayBuffer, page.byteOffset, page.length), offset: 0 };
}

function withLengths(reader: PageReader): Uint8Array[] {
  const count = statedCount(reader);
  const values: Uint8Array[] = new Array(count);
  deltaLengthByteArray(reader, count, values as Uint8Array<ArrayBuffer>[]);
  return values;
}

/** Values of which each repeats the beginning of the one before. */
function* withPrefixes(page: Uint8Array): Generator<Uint8Array> {
  const reader = readerOf(page);
  const count = statedCount(reader);
  const prefixes = new Int32Array(count);
  deltaBinaryUnpack(reader, count, prefixes);
  let value: Uint8Array = new Uint8Array(0);
  for (const [index, suffix] of withLengths(reader).entries()) {
    value = Buffer.concat([value.subarray(0, prefixes[index]), suffix]);
    yield value;
  }
}

/** The number of values, which follows two other numbers; a page that claims more than it can hold is damaged. */
function statedCount({ view, offset }: PageReader): number {
  let at = offset;
  for (let skipped = 0; skipped < 2; skipped++) while (view.getUint8(at++) >= 128);
  let count = 0;
  for (let shift = 1; ; shift *= 128) {
    const byte = view.getUint8(at++);
    count += (byte & 127) * shift;
    if (byte < 128) break;
  }
  if (count > view.byteLength + emptyValues) throw new RangeError("A page states more values than it can hold.");
  return count;
}

function lines(values: Iterable<Uint8Array>, limit: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const value of values) {
    length += value.length + 1;
    if (length > limit) throw new RangeError("The values of a page take more than is granted.");
    parts.push(value, lineEnd);
  }
  return Buffer.concat(parts);
}
