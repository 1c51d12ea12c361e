import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createHeaderReader, headerBytes, packType } from "./entry-header.ts";
import { findId, type PackIndex } from "./index.ts";
import { inPackOrder } from "./pack-order.ts";

/**
 * The objects of one pack in the order of the pack.
 * A delta's children are a list: `firstChild` of its base, then `nextSibling`; -1 ends it.
 */
export interface PackEntries {
  readonly count: number;
  readonly idBytes: number;
  /** The ids in the order of the index; that of an entry starts at byte `idAt`. */
  readonly ids: Buffer;
  readonly idAt: Int32Array;
  /** Offsets of the compressed data, and of its end. */
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

/** Parses the headers of all objects; null when the pack contradicts its index or has an unknown format. */
export function readPackEntries(path: string, index: PackIndex): PackEntries | null {
  const descriptor = openSync(path, "r");
  try {
    const entries = readHeaders(descriptor, index);
    return entries !== null && link(entries) ? entries : null;
  } finally {
    closeSync(descriptor);
  }
}

/** The id of an entry, in hexadecimal. */
export function idOf({ ids, idAt, idBytes }: PackEntries, entry: number): string {
  const at = idAt[entry] as number;
  return ids.toString("hex", at, at + idBytes);
}

/** The entries, not linked to each other; a delta has the type that says how its base is named. */
function readHeaders(descriptor: number, index: PackIndex): PackEntries | null {
  const { count, idBytes, ids } = index;
  const { offsets, order } = inPackOrder(index.offsets);
  const entries: PackEntries = {
    count,
    idBytes,
    ids,
    idAt: new Int32Array(count),
    dataStart: new Float64Array(count),
    dataEnd: new Float64Array(count),
    size: new Float64Array(count),
    type: new Uint8Array(count),
    base: new Int32Array(count).fill(-1),
    firstChild: new Int32Array(count).fill(-1),
    nextSibling: new Int32Array(count).fill(-1),
  };
  for (let at = 0; at < count; at++) entries.idAt[at] = (order[at] as number) * idBytes;
  const packEnd = fstatSync(descriptor).size - idBytes;
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let chunkAt = 0;
  let chunkLength = readSync(descriptor, chunk, 0, chunkBytes, 0);
  if (chunk.toString("latin1", 0, 4) !== "PACK" || ![2, 3].includes(chunk.readUInt32BE(4))) return null;
  if (chunk.readUInt32BE(8) !== count) return null;
  const header = createHeaderReader(idBytes);
  for (let at = 0; at < count; at++) {
    const offset = offsets[at] as number;
    if (offset < chunkAt || offset + headerBytes > chunkAt + chunkLength) {
      chunkAt = offset;
      chunkLength = readSync(descriptor, chunk, 0, chunkBytes, offset);
    }
    if (!header.read(chunk, offset - chunkAt, chunkLength)) return null;
    const { type, size, length, distance, baseIdAt } = header;
    entries.dataStart[at] = offset + length;
    entries.dataEnd[at] = at + 1 < count ? (offsets[at + 1] as number) : packEnd;
    entries.size[at] = size;
    entries.type[at] = type;
    if (type < packType.offsetDelta) continue;
    const base = type === packType.offsetDelta ? offset - distance : offsetOf(index, chunk, baseIdAt);
    entries.base[at] = search(offsets, base, at);
    if (entries.base[at] === -1) return null;
  }
  return entries;
}

/** The offset of the object whose id starts at byte `at`, or -1. */
function offsetOf(index: PackIndex, bytes: Uint8Array, at: number): number {
  const position = findId(index, bytes.subarray(at, at + index.idBytes));
  return position === -1 ? -1 : (index.offsets[position] as number);
}

/** Links deltas to their bases and gives each the type of its root; false for a cyclic chain. */
function link({ count, type, base, firstChild, nextSibling }: PackEntries): boolean {
  // Backwards, so that the lists are in pack order.
  for (let at = count - 1; at >= 0; at--) {
    const on = base[at] as number;
    if (on === -1) continue;
    nextSibling[at] = firstChild[on] as number;
    firstChild[on] = at;
  }
  const chain: number[] = [];
  for (let at = 0; at < count; at++) {
    if ((type[at] as number) < packType.offsetDelta) continue;
    // Most bases come before their deltas, and so have their type already.
    let root = at;
    while ((type[root] as number) >= packType.offsetDelta) {
      chain.push(root);
      root = base[root] as number;
      if (chain.length > count) return false;
    }
    for (const entry of chain) type[entry] = type[root] as number;
    chain.length = 0;
  }
  return true;
}

/** The position of an offset, usually close before `near`; or -1. */
function search(sorted: Float64Array, offset: number, near: number): number {
  let low = 0;
  let high = sorted.length - 1;
  if (near <= high && offset < (sorted[near] as number)) {
    let step = 1;
    while (step < near && (sorted[near - step] as number) > offset) step *= 2;
    low = Math.max(0, near - step);
    high = near - 1;
  }
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle] as number;
    if (found === offset) return middle;
    if (found < offset) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
