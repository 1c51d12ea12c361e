import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createInflater } from "../git/inflater.ts";
import type { PackEntries } from "./entries.ts";

/** Bytes of the pack read at once when its objects are read in order, and otherwise. */
const windowBytes = 64 * 1024;
const leapBytes = 4 * 1024;
/** A pack up to this size is read into memory, since its objects are not read in pack order. */
const smallPack = 48 * 1024 * 1024;

/** Decompresses the data of a pack's entries: objects and deltas. */
export interface EntryStream {
  /** Writes `size` bytes to offset `at` of `target`, which has room for one more; false when the data is damaged. */
  read(entry: number, target: Buffer, at: number, size: number): boolean;
  /** Frees the memory that holds the pack; a later call of `read` reads it again. */
  release(): void;
  close(): void;
}

/** Opens a pack, which stays readable even if someone removes it. Throws when it has disappeared. */
export function openEntryStream(path: string, entries: PackEntries): EntryStream {
  const descriptor = openSync(path, "r");
  const inflater = createInflater();
  const { size: packSize } = fstatSync(descriptor);
  const isSmall = packSize <= smallPack;
  // Objects that are based on each other are usually close together.
  let held = Buffer.alloc(0);
  let heldAt = 0;
  let heldLength = 0;

  return {
    read(entry, target, at, size) {
      const start = entries.dataStart[entry] ?? 0;
      const length = (entries.dataEnd[entry] ?? 0) - start;
      const end = heldAt + heldLength;
      if (start < heldAt || start + length > end) {
        if (isSmall && heldLength > 0) return false;
        if (length > held.length) held = Buffer.allocUnsafeSlow(isSmall ? packSize : Math.max(windowBytes, length * 2));
        const isNear = start >= heldAt && start <= end + leapBytes;
        heldAt = isSmall ? 0 : start;
        const wanted = isSmall ? packSize : Math.max(length, isNear ? windowBytes : leapBytes);
        heldLength = readSync(descriptor, held, 0, wanted, heldAt);
        if (start + length > heldAt + heldLength) return false;
      }
      return inflater.inflate(held, start - heldAt, start - heldAt + length, target, at, size) === size;
    },
    release() {
      held = Buffer.alloc(0);
      heldLength = 0;
    },
    close: () => closeSync(descriptor),
  };
}
