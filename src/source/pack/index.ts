/** The content of a pack's index: the sorted ids, and the offset of each object in the pack. */
export interface PackIndex {
  readonly count: number;
  /** Length of an id: 20 or 32. */
  readonly idBytes: number;
  /** All ids, one after the other, ascending. */
  readonly ids: Buffer;
  /** Offset in the pack of each id's object. */
  readonly offsets: Float64Array;
}

const magic = 0xff744f63;

/** Parses an `.idx` file of version 2; null for anything else. */
export function parsePackIndex(bytes: Buffer, idBytes: number): PackIndex | null {
  if (bytes.length < 8 + 1024 || bytes.readUInt32BE(0) !== magic || bytes.readUInt32BE(4) !== 2) return null;
  const count = bytes.readUInt32BE(8 + 255 * 4);
  const idsAt = 8 + 1024;
  const smallAt = idsAt + count * (idBytes + 4);
  const largeAt = smallAt + count * 4;
  if (bytes.length < largeAt + 2 * idBytes) return null;
  const offsets = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    const small = bytes.readUInt32BE(smallAt + at * 4);
    if (small < 0x80000000) {
      offsets[at] = small;
      continue;
    }
    const large = largeAt + (small - 0x80000000) * 8;
    if (large + 8 > bytes.length) return null;
    offsets[at] = bytes.readUInt32BE(large) * 2 ** 32 + bytes.readUInt32BE(large + 4);
  }
  return { count, idBytes, ids: bytes.subarray(idsAt, idsAt + count * idBytes), offsets };
}

/** The position of an id in the index, or -1. */
export function findId({ ids, idBytes, count }: PackIndex, id: Uint8Array): number {
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = compareId(ids, middle * idBytes, id);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function compareId(ids: Uint8Array, at: number, id: Uint8Array): number {
  for (let index = 0; index < id.length; index++) {
    const difference = (ids[at + index] ?? 0) - (id[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
