import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { findId, type PackIndex } from "./pack-index.ts";

/** Types as a pack numbers them. */
export const packType = { commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, idDelta: 7 } as const;

/**
 * The objects of one pack in the order of the pack. Every array is shared memory, so that threads read the same.
 * A delta's children are a list: `firstChild` of its base, then `nextSibling`; -1 ends it.
 */
export interface PackEntries {
  readonly count: number;
  readonly idBytes: number;
  readonly ids: Uint8Array;
  /** Where the compressed data begins, and, one after the last, where it would go on. */
  readonly dataStart: Float64Array;
  readonly dataEnd: Float64Array;
  /** Bytes of the object, or of the delta, as the entry's header says. */
  readonly size: Float64Array;
  /** Type of the object itself: that of the root of its chain of deltas. */
  readonly type: Uint8Array;
  /** Position of the base, or -1 for an object that is stored whole. */
  readonly base: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
}

const chunkBytes = 1 << 20;
/** A header takes at most this: a size, and an offset or an id. */
const headerBytes = 64;

/** Reads the headers of all objects; null when the pack is not what its index says, or of an unknown kind. */
export function readPackEntries(path: string, index: PackIndex): PackEntries | null {
  const { count, idBytes } = index;
  const descriptor = openSync(path, "r");
  try {
    const packEnd = fstatSync(descriptor).size - idBytes;
    const offsets = index.offsets.slice().sort();
    const entries: PackEntries = {
      count,
      idBytes,
      ids: new Uint8Array(new SharedArrayBuffer(count * idBytes)),
      dataStart: new Float64Array(new SharedArrayBuffer(count * 8)),
      dataEnd: new Float64Array(new SharedArrayBuffer(count * 8)),
      size: new Float64Array(new SharedArrayBuffer(count * 8)),
      type: new Uint8Array(new SharedArrayBuffer(count)),
      base: new Int32Array(new SharedArrayBuffer(count * 4)).fill(-1),
      firstChild: new Int32Array(new SharedArrayBuffer(count * 4)).fill(-1),
      nextSibling: new Int32Array(new SharedArrayBuffer(count * 4)).fill(-1),
    };
    const position = new Int32Array(count);
    for (let at = 0; at < count; at++) {
      const own = search(offsets, index.offsets[at] ?? -1);
      position[at] = own;
      entries.ids.set(index.ids.subarray(at * idBytes, (at + 1) * idBytes), own * idBytes);
    }
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let chunkAt = 0;
    let chunkLength = readSync(descriptor, chunk, 0, chunkBytes, 0);
    if (chunk.toString("latin1", 0, 4) !== "PACK" || ![2, 3].includes(chunk.readUInt32BE(4))) return null;
    if (chunk.readUInt32BE(8) !== count) return null;
    for (let at = 0; at < count; at++) {
      const offset = offsets[at] ?? 0;
      const end = offsets[at + 1] ?? packEnd;
      if (offset < chunkAt || offset + headerBytes > chunkAt + chunkLength) {
        chunkAt = offset;
        chunkLength = readSync(descriptor, chunk, 0, chunkBytes, offset);
      }
      const header = parseHeader(chunk, offset - chunkAt, chunkLength, idBytes);
      if (header === null) return null;
      entries.dataStart[at] = offset + header.length;
      entries.dataEnd[at] = end;
      entries.size[at] = header.size;
      entries.type[at] = header.type;
      if (header.type === packType.offsetDelta) entries.base[at] = search(offsets, offset - header.distance);
      else if (header.baseId !== null) entries.base[at] = position[findId(index, header.baseId)] ?? -1;
      if (header.type >= packType.offsetDelta && (entries.base[at] ?? -1) === -1) return null;
    }
    return link(entries) ? entries : null;
  } finally {
    closeSync(descriptor);
  }
}

interface Header {
  readonly type: number;
  readonly size: number;
  readonly length: number;
  readonly distance: number;
  readonly baseId: Uint8Array | null;
}

function parseHeader(bytes: Uint8Array, start: number, end: number, idBytes: number): Header | null {
  let at = start;
  let byte = bytes[at++] ?? 0;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let scale = 16; byte & 0x80; scale *= 128) {
    byte = bytes[at++] ?? 0;
    size += (byte & 0x7f) * scale;
  }
  let distance = 0;
  let baseId: Uint8Array | null = null;
  if (type === packType.offsetDelta) {
    byte = bytes[at++] ?? 0;
    distance = byte & 0x7f;
    while (byte & 0x80) {
      byte = bytes[at++] ?? 0;
      distance = (distance + 1) * 128 + (byte & 0x7f);
    }
  } else if (type === packType.idDelta) {
    baseId = bytes.subarray(at, at + idBytes);
    at += idBytes;
  } else if (type < packType.commit || type > packType.tag) {
    return null;
  }
  return at > end || at - start > headerBytes ? null : { type, size, length: at - start, distance, baseId };
}

/** Joins deltas to their bases and gives each the type of its root; false when a chain has no end. */
function link({ count, type, base, firstChild, nextSibling }: PackEntries): boolean {
  // Backwards, so that lists are in the order of the pack.
  for (let at = count - 1; at >= 0; at--) {
    const on = base[at] ?? -1;
    if (on === -1) continue;
    nextSibling[at] = firstChild[on] ?? -1;
    firstChild[on] = at;
  }
  const chain: number[] = [];
  for (let at = 0; at < count; at++) {
    let root = at;
    while ((type[root] ?? 0) >= packType.offsetDelta) {
      chain.push(root);
      root = base[root] ?? -1;
      if (root === -1 || chain.length > count) return false;
    }
    const known = type[root] ?? 0;
    for (const entry of chain) type[entry] = known;
    chain.length = 0;
  }
  return true;
}

function search(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] ?? 0;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
