import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { findId, type PackIndex } from "./index.ts";

/** Object types as numbered in packs. */
export const packType = { commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, idDelta: 7 } as const;

/**
 * The objects of one pack in the order of the pack.
 * A delta's children are a list: `firstChild` of its base, then `nextSibling`; -1 ends it.
 */
export interface PackEntries {
  readonly count: number;
  readonly idBytes: number;
  readonly ids: Buffer;
  /** Offsets of the compressed data, with one more for the end of the last. */
  readonly dataStart: Float64Array;
  readonly dataEnd: Float64Array;
  /** Size of the object or delta according to the entry's header. */
  readonly size: Float64Array;
  /** Type of the object: that of the root of its delta chain. */
  readonly type: Uint8Array;
  /** Position of the base, or -1 for an object stored whole. */
  readonly base: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
}

const chunkBytes = 1 << 20;
/** Largest size of a header: a size, and an offset or an id. */
const headerBytes = 64;

/** Parses the headers of all objects; null when the pack contradicts its index or has an unknown format. */
export function readPackEntries(path: string, index: PackIndex): PackEntries | null {
  const { count, idBytes } = index;
  const descriptor = openSync(path, "r");
  try {
    const packEnd = fstatSync(descriptor).size - idBytes;
    const { offsets, position } = inPackOrder(index);
    const entries: PackEntries = {
      count,
      idBytes,
      ids: Buffer.allocUnsafeSlow(count * idBytes),
      dataStart: new Float64Array(count),
      dataEnd: new Float64Array(count),
      size: new Float64Array(count),
      type: new Uint8Array(count),
      base: new Int32Array(count).fill(-1),
      firstChild: new Int32Array(count).fill(-1),
      nextSibling: new Int32Array(count).fill(-1),
    };
    for (let at = 0; at < count; at++) {
      const own = (position[at] ?? 0) * idBytes;
      const id = at * idBytes;
      for (let byte = 0; byte < idBytes; byte++) entries.ids[own + byte] = index.ids[id + byte] ?? 0;
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
      if (header.type === packType.offsetDelta) entries.base[at] = searchBefore(offsets, at, offset - header.distance);
      else if (header.baseId !== null) entries.base[at] = position[findId(index, header.baseId)] ?? -1;
      if (header.type >= packType.offsetDelta && (entries.base[at] ?? -1) === -1) return null;
    }
    return link(entries) ? entries : null;
  } finally {
    closeSync(descriptor);
  }
}

/** The id of an entry, in hexadecimal. */
export function idOf({ ids, idBytes }: PackEntries, entry: number): string {
  return ids.toString("hex", entry * idBytes, (entry + 1) * idBytes);
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

/** Links deltas to their bases and gives each the type of its root; false for a cyclic chain. */
function link({ count, type, base, firstChild, nextSibling }: PackEntries): boolean {
  // Backwards, so that the lists are in pack order.
  for (let at = count - 1; at >= 0; at--) {
    const on = base[at] ?? -1;
    if (on === -1) continue;
    nextSibling[at] = firstChild[on] ?? -1;
    firstChild[on] = at;
  }
  const chain: number[] = [];
  for (let at = 0; at < count; at++) {
    if ((type[at] ?? 0) < packType.offsetDelta) continue;
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

/** Offsets in ascending order, and the position of each object of the index among them. */
function inPackOrder({ count, offsets }: PackIndex): { readonly offsets: Float64Array; readonly position: Int32Array } {
  const position = new Int32Array(count);
  const sorted = offsets.slice();
  const last = offsets.reduce((most, offset) => Math.max(most, offset), 0);
  if (last < Number.MAX_SAFE_INTEGER / count - 1) {
    // Offset and number in one: what sorts the one brings the other along.
    for (let at = 0; at < count; at++) sorted[at] = (offsets[at] ?? 0) * count + at;
    sorted.sort();
    for (let at = 0; at < count; at++) {
      const both = sorted[at] ?? 0;
      const offset = Math.floor(both / count);
      sorted[at] = offset;
      position[both - offset * count] = at;
    }
  } else {
    sorted.sort();
    for (let at = 0; at < count; at++) position[at] = search(sorted, offsets[at] ?? -1, 0, count - 1);
  }
  return { offsets: sorted, position };
}

/** The position of a value before the given one, usually close to it; or -1. */
function searchBefore(sorted: Float64Array, place: number, value: number): number {
  let step = 1;
  while (step < place && (sorted[place - step] ?? 0) > value) step *= 2;
  return search(sorted, value, Math.max(0, place - step), place - 1);
}

function search(sorted: Float64Array, value: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] ?? 0;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
