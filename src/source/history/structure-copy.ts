import type { StructureReader } from "../pack/texts.ts";

/** The commits and trees of a history, copied while its objects were searched, so that no pack is read again. */
export interface StructureCopy extends StructureReader {
  /** Ends the copy. `others` are the ids of the objects, of any type, that were not offered to it. */
  complete(others: readonly string[]): void;
  /**
   * Passes everything to a visitor and empties the copy.
   * @returns the ids of the other objects; null, after no call of the visitor, when the copy is not complete
   */
  replay(visitor: StructureReader): readonly string[] | null;
}

/** Most bytes copied. The structure of a larger history is read again if it is needed. */
const mostBytes = 128 * 1024 * 1024;
const chunkBytes = 1024 * 1024;
/** Type, length of the id, and size, before the id and the bytes of each object. */
const headerBytes = 6;
const isCommit = 1;
const isTree = 0;

/**
 * An empty copy.
 * @param most bytes beyond which nothing is copied
 */
export function createStructureCopy(most: number = mostBytes): StructureCopy {
  let chunks: Buffer[] | null = [];
  let chunk = Buffer.alloc(0);
  let end = 0;
  let held = 0;
  let rest: readonly string[] | null = null;

  const room = (size: number): boolean => {
    if (chunks === null) return false;
    if (end + size <= chunk.length) return true;
    if (chunk.length > 0) chunks.push(chunk.subarray(0, end));
    const length = Math.max(size, chunkBytes);
    held += length;
    end = 0;
    chunk = held > most ? Buffer.alloc(0) : Buffer.allocUnsafeSlow(length);
    if (held > most) chunks = null;
    return chunks !== null;
  };
  const add = (type: number, id: Uint8Array, bytes: Buffer): void => {
    const size = headerBytes + id.length + bytes.length;
    if (!room(size)) return;
    chunk[end] = type;
    chunk[end + 1] = id.length;
    chunk.writeUInt32LE(bytes.length, end + 2);
    chunk.set(id, end + headerBytes);
    chunk.set(bytes, end + headerBytes + id.length);
    end += size;
  };
  return {
    commit: (id, bytes) => add(isCommit, Buffer.from(id, "hex"), bytes),
    tree: (id, bytes) => add(isTree, id, bytes),
    complete(others) {
      rest = others;
    },
    replay(visitor) {
      if (chunks === null || rest === null) return null;
      for (const each of [...chunks, chunk.subarray(0, end)]) {
        for (let at = 0; at < each.length; ) {
          const size = each.readUInt32LE(at + 2);
          const bytesAt = at + headerBytes + (each[at + 1] as number);
          const id = each.subarray(at + headerBytes, bytesAt);
          const bytes = each.subarray(bytesAt, bytesAt + size);
          if (each[at] === isCommit) visitor.commit(id.toString("hex"), bytes);
          else visitor.tree(id, bytes);
          at = bytesAt + size;
        }
      }
      chunks = null;
      chunk = Buffer.alloc(0);
      return rest;
    },
  };
}
