import { closeSync, openSync, readSync } from "node:fs";
import { arena } from "../../detect/arena.ts";
import { isRelevantOpening, mayHoldKey } from "../relevance.ts";
import { createChangedRanges, type Suspicion, suspicionOf, suspicionOfChanged } from "./changed-ranges.ts";
import { applyDelta, deltaHeader } from "./delta.ts";
import { type PackEntries, packType } from "./entries.ts";
import { createInflater } from "./inflater.ts";

/** Objects up to this size are rebuilt here; larger ones, and their deltas, are left to git, which streams them. */
const largestObject = 4 * 1024 * 1024;
/** Bytes of the pack that are read at once where its objects are read in their order, and elsewhere. */
const windowBytes = 64 * 1024;
const leapBytes = 4 * 1024;

/** What a walk tells. Bytes are valid during the call only. */
export interface PackVisitor {
  /** An object that may matter. */
  relevant(entry: number, bytes: Uint8Array): void;
  /** An object that holds nothing to find. */
  clean(entry: number, size: number): void;
  /** An object that must be read in another way. */
  left(entry: number): void;
  /** True when what was told should be handed on before there is more of it. */
  isFull(): boolean;
}

/** Reads objects of one pack. */
export interface PackWalker {
  /**
   * Visits an object that is stored whole and everything that is built from it, each once. Yields whenever the visitor
   * is full: thousands of versions of one file may hold the same key.
   */
  walk(root: number): Generator<void>;
  close(): void;
}

interface Frame {
  readonly bytes: Buffer;
  readonly suspicion: Suspicion;
  /** Where the arena was filled up to before it. */
  readonly mark: number;
  next: number;
}

/**
 * Opens a pack for walks from a base to its deltas: every object is built once, from bytes that are still in the
 * processor's cache, and where nothing was found in the base only what a delta changed is searched. Objects are built
 * in the memory of the search, so that walks of several packs must not be under way at once.
 * @param wanted entries to tell of, by 1; others only serve as bases
 */
export function openPack(path: string, entries: PackEntries, wanted: Uint8Array, visitor: PackVisitor): PackWalker {
  const stream = openStream(path, entries);
  const changes = createChangedRanges();
  let delta = Buffer.allocUnsafeSlow(windowBytes);
  let top = 0;

  /** A place for `size` bytes. What does not fit is allocated apart. */
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
  const told = (entry: number, bytes: Buffer, mark: number, suspicion: Suspicion): Frame => {
    const isBlob = entries.type[entry] === packType.blob;
    if (wanted[entry] === 1) {
      if (suspicion === "found" || (isBlob && isRelevantOpening(bytes))) visitor.relevant(entry, bytes);
      else visitor.clean(entry, bytes.length);
    }
    return { bytes, mark, suspicion, next: entries.firstChild[entry] ?? -1 };
  };
  /** Of a commit or tag only the message is scanned: that it may hold something must do here. */
  const suspicionOfWhole = (entry: number, bytes: Buffer): Suspicion => {
    if (entries.type[entry] === packType.blob) return suspicionOf(bytes);
    return mayHoldKey(bytes) ? "found" : "clean";
  };

  const openRoot = (entry: number): Frame | null => {
    const size = entries.size[entry] ?? 0;
    if (size > largestObject) return null;
    const mark = top;
    // To decompress takes one byte more.
    const target = room(size + 1);
    if (!stream.read(entry, target, size)) {
      top = mark;
      return null;
    }
    const bytes = target.subarray(0, size);
    return told(entry, bytes, mark, suspicionOfWhole(entry, bytes));
  };
  const openDelta = (entry: number, base: Frame): Frame | null => {
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
    const suspicion =
      base.suspicion === "found" ? suspicionOfWhole(entry, bytes) : suspicionOfChanged(bytes, changes, base.suspicion);
    return told(entry, bytes, mark, suspicion);
  };

  return {
    *walk(root) {
      const stack: Frame[] = [];
      const enter = (entry: number, frame: Frame | null) => {
        if (frame === null) leave(entry);
        else stack.push(frame);
      };
      enter(root, openRoot(root));
      for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
        const child = frame.next;
        if (child === -1) {
          top = frame.mark;
          stack.pop();
          continue;
        }
        frame.next = entries.nextSibling[child] ?? -1;
        enter(child, openDelta(child, frame));
        if (visitor.isFull()) yield;
      }
    },
    close: stream.close,
  };
}

/** Reads what a pack holds for an entry, decompressed: an object, or a delta. */
function openStream(path: string, entries: PackEntries) {
  const descriptor = openSync(path, "r");
  const inflater = createInflater();
  // Objects that are built from each other mostly lie near each other.
  let held = Buffer.allocUnsafeSlow(windowBytes);
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
        heldAt = start;
        heldLength = readSync(descriptor, held, 0, Math.max(length, isNear ? windowBytes : leapBytes), start);
        if (heldLength < length) return false;
      }
      return inflater.inflate(held, start - heldAt, start - heldAt + length, target, size);
    },
    close: () => closeSync(descriptor),
  };
}

/** True for the types whose text is scanned. */
export function isText(type: number | undefined): boolean {
  return type === packType.blob || type === packType.commit || type === packType.tag;
}
