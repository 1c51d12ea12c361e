/** Types of Thrift's compact protocol with a length of their own. */
const [stop, isTrue, isFalse, byte, i16, i32, i64, double, binary, list, struct] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12];

/** Structures inside each other: Parquet has at most a few. */
const deepest = 32;

/** Thrown for data that is not a structure; nothing else is. */
class Malformed extends Error {}

/**
 * True when a whole structure of Thrift's compact protocol is at `at`, as Parquet's metadata and page headers are. A
 * parser that believes the lengths in it can then allocate no more than the data itself takes.
 */
export function isThriftStruct(bytes: Uint8Array, at: number): boolean {
  try {
    endOfStruct(bytes, at, 0);
    return true;
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

function endOfStruct(bytes: Uint8Array, start: number, depth: number): number {
  if (depth > deepest) throw new Malformed();
  let at = start;
  for (;;) {
    const head = byteAt(bytes, at++);
    const type = head & 15;
    if (type === stop) return at;
    if (head >> 4 === 0) at = endOfNumber(bytes, at);
    // A field's type is also its value.
    if (type !== isTrue && type !== isFalse) at = endOfValue(bytes, at, type, depth);
  }
}

function endOfValue(bytes: Uint8Array, at: number, type: number, depth: number): number {
  switch (type) {
    case isTrue:
    case isFalse:
    case byte:
      return at + 1;
    case i16:
    case i32:
    case i64:
      return endOfNumber(bytes, at);
    case double:
      return at + 8;
    case binary: {
      const end = endOfNumber(bytes, at) + numberAt(bytes, at);
      if (end > bytes.length) throw new Malformed();
      return end;
    }
    case list:
      return endOfList(bytes, at, depth);
    case struct:
      return endOfStruct(bytes, at, depth + 1);
    default:
      throw new Malformed();
  }
}

function endOfList(bytes: Uint8Array, start: number, depth: number): number {
  if (depth > deepest) throw new Malformed();
  const head = byteAt(bytes, start);
  const isLong = head >> 4 === 15;
  const size = isLong ? numberAt(bytes, start + 1) : head >> 4;
  let at = isLong ? endOfNumber(bytes, start + 1) : start + 1;
  for (let index = 0; index < size; index++) {
    if (at >= bytes.length) throw new Malformed();
    at = endOfValue(bytes, at, head & 15, depth + 1);
  }
  return at;
}

/** A number of seven bits in each byte, lowest first. Parquet has none above 63 bits. */
function numberAt(bytes: Uint8Array, at: number): number {
  const end = endOfNumber(bytes, at);
  let value = 0;
  for (let index = end - 1; index >= at; index--) value = value * 128 + (byteAt(bytes, index) & 127);
  return value;
}

function endOfNumber(bytes: Uint8Array, at: number): number {
  let end = at;
  while (byteAt(bytes, end) >= 128) if (++end - at > 9) throw new Malformed();
  return end + 1;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const value = bytes[at];
  if (value === undefined) throw new Malformed();
  return value;
}
