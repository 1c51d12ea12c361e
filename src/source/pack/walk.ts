import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { arena } from "../../detect/arena.ts";
import { type ChangedRanges, createChangedRanges } from "./changed-ranges.ts";
import { applyDelta, deltaHeader } from "./delta.ts";
import type { PackEntries } from "./entries.ts";
import { createInflater } from "./inflater.ts";

/** Objects up to this size are rebuilt here; larger ones and their deltas are left to git, which streams them. */
const largestObject = 4 * 1024 * 1024;
/** Bytes of the pack read at once when its objects are read in order, and otherwise. */
const windowBytes = 64 * 1024;
const leapBytes = 4 * 1024;
/** A pack up to this size is read into memory, since its objects are not read in pack order. */
const smallPack = 48 * 1024 * 1024;

/** Receives what a walk builds. Bytes and changes are valid only during the call. */
export interface PackVisitor<State> {
  /**
   * An object, called after its base.
   * @param base the result for its base; null for an object that is stored whole
   * @param changes where the object differs from its base
   * @returns the state passed to the objects based on this one
   */
  object(entry: number, bytes: Buffer, base: State | null, changes: Pick<ChangedRanges, "some">): State;
  /** An object that must be read another way. */
  left(entry: number): void;
  /** True when the collected results should be emitted before more are added. */
  isFull(): boolean;
}

/** Reads objects of one pack. */
export interface PackWalker {
  /**
   * Visits every object once, each base before its deltas. Yields whenever the visitor is full, since thousands of
   * versions of one file may contain the same key.
   * @param isVisited the types to visit; every type when absent
   */
  walkAll(isVisited?: (type: number) => boolean): Generator<void>;
  close(): void;
}

interface Frame<State> {
  readonly bytes: Buffer;
  readonly state: State;
  /** How far the arena was filled before it. */
  readonly mark: number;
  next: number;
}

/**
 * Opens a pack for walks from each base to its deltas: every object is built once, from bytes still in the processor's
 * cache. Objects are built in the memory of the search, so walks of different packs must not overlap.
 * @param wanted 1 for each entry to report when it must be read another way
 */
export function openPack<State>(
  path: string,
  entries: PackEntries,
  wanted: Uint8Array,
  visitor: PackVisitor<State>,
): PackWalker {
  const stream = openStream(path, entries);
  const changes = createChangedRanges();
  let delta = Buffer.allocUnsafeSlow(windowBytes);
  let top = 0;

  /** Space for `size` bytes; allocated separately when the arena is full. */
  const room = (size: number): Buffer => {
    if (top + size > arena.length) return Buffer.allocUnsafe(size);
    const bytes = arena.subarray(top, top + size);
    top += size;
    return bytes;
  };
  const leave = (entry: number): void => {
    const stack = [entry];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (wanted[at] === 1) visitor.left(at);
      for (let child = entries.firstChild[at] ?? -1; child !== -1; child = entries.nextSibling[child] ?? -1)
        stack.push(child);
    }
  };
  const frame = (entry: number, bytes: Buffer, mark: number, base: State | null): Frame<State> => {
    const state = visitor.object(entry, bytes, base, changes);
    return { bytes, mark, state, next: entries.firstChild[entry] ?? -1 };
  };
  const openRoot = (entry: number): Frame<State> | null => {
    const size = entries.size[entry] ?? 0;
    if (size > largestObject) return null;
    const mark = top;
    // Decompression needs one more byte.
    const target = room(size + 1);
    if (!stream.read(entry, target, size)) {
      top = mark;
      return null;
    }
    return frame(entry, target.subarray(0, size), mark, null);
  };
  const openDelta = (entry: number, base: Frame<State>): Frame<State> | null => {
    const size = entries.size[entry] ?? 0;
    if (size > largestObject) return null;
    if (delta.length <= size) delta = Buffer.allocUnsafeSlow(2 * size);
    if (!stream.read(entry, delta, size)) return null;
    const header = deltaHeader(delta, size);
    if (header === null || header.resultSize > largestObject || header.baseSize !== base.bytes.length) return null;
    const mark = top;
    const bytes = room(header.resultSize);
    changes.clear();
    if (!applyDelta(base.bytes, delta, header.start, size, bytes, changes.add)) {
      top = mark;
      return null;
    }
    return frame(entry, bytes, mark, base.state);
  };
  function* walk(root: number): Generator<void> {
    const stack: Frame<State>[] = [];
    const enter = (entry: number, next: Frame<State> | null) => {
      if (next === null) leave(entry);
      else stack.push(next);
    };
    enter(root, openRoot(root));
    for (let base = stack.at(-1); base !== undefined; base = stack.at(-1)) {
      const child = base.next;
      if (child === -1) {
        top = base.mark;
        stack.pop();
        continue;
      }
      base.next = entries.nextSibling[child] ?? -1;
      enter(child, openDelta(child, base));
      if (visitor.isFull()) yield;
    }
  }
  return {
    *walkAll(isVisited = () => true) {
      for (let entry = 0; entry < entries.count; entry++) {
        if (entries.base[entry] !== -1 || !isVisited(entries.type[entry] ?? 0)) continue;
        yield* walk(entry);
        if (visitor.isFull()) yield;
      }
    },
    close: stream.close,
  };
}

/** Decompresses the data of an entry: an object or a delta. */
function openStream(path: string, entries: PackEntries) {
  const descriptor = openSync(path, "r");
  const inflater = createInflater();
  const { size: packSize } = fstatSync(descriptor);
  const isSmall = packSize <= smallPack;
  // Objects that are based on each other are usually close together.
  let held = Buffer.allocUnsafeSlow(isSmall ? packSize : windowBytes);
  let heldAt = 0;
  let heldLength = 0;

  return {
    /** False when it is damaged. */
    read(entry: number, target: Buffer, size: number): boolean {
      const start = entries.dataStart[entry] ?? 0;
      const length = (entries.dataEnd[entry] ?? 0) - start;
      const end = heldAt + heldLength;
      if (start < heldAt || start + length > end) {
        if (length > held.length) held = Buffer.allocUnsafeSlow(length * 2);
        const isNear = start >= heldAt && start <= end + leapBytes;
        heldAt = isSmall ? 0 : start;
        const wanted = isSmall ? packSize : Math.max(length, isNear ? windowBytes : leapBytes);
        heldLength = readSync(descriptor, held, 0, wanted, heldAt);
        if (start + length > heldAt + heldLength) return false;
      }
      return inflater.inflate(held, start - heldAt, start - heldAt + length, target, size);
    },
    close: () => closeSync(descriptor),
  };
}
