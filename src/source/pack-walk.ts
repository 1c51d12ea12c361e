import { closeSync, openSync, readSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { applyDelta, deltaHeader } from "./pack-delta.ts";
import { type PackEntries, packType } from "./pack-entries.ts";
import { isRelevantOpening, mayHoldKey } from "./relevance.ts";

/** Objects up to this size are rebuilt here; larger ones, and their deltas, are left to git, which streams them. */
const largestObject = 4 * 1024 * 1024;
/** Bytes for a chain of objects that are built one from the other; what does not fit is allocated apart. */
const arenaBytes = 16 * 1024 * 1024;
/** Bytes of the pack that are read at once. */
const windowBytes = 64 * 1024;
/** Bytes around something new that are searched again: longer than any anchor and what is looked at beside it. */
const margin = 256;

/** What a walk tells. Bytes are valid during the call only. */
export interface PackVisitor {
  /** An object that may matter. */
  relevant(entry: number, bytes: Uint8Array): void;
  /** An object that holds nothing to find. */
  clean(entry: number, size: number): void;
  /** An object that must be read in another way. */
  left(entry: number): void;
}

/** Reads objects of one pack. */
export interface PackWalker {
  /** Visits an object that is stored whole and everything that is built from it, each once. */
  walk(root: number): void;
  close(): void;
}

interface Frame {
  readonly bytes: Uint8Array;
  /** True when no anchor stands in it, so that only what a delta changes need be searched. */
  readonly clean: boolean;
  /** Where the arena was filled up to before it. */
  readonly mark: number;
  next: number;
}

/**
 * Opens a pack for walks from a base to its deltas: every object is built once, from bytes that are still in the
 * processor's cache, and where the base is clean only what a delta changed is searched.
 * @param wanted entries to tell of, by 1; others only serve as bases
 */
export function openPack(path: string, entries: PackEntries, wanted: Uint8Array, visitor: PackVisitor): PackWalker {
  const descriptor = openSync(path, "r");
  const arena = Buffer.allocUnsafeSlow(arenaBytes);
  // Objects that are built from each other mostly lie near each other.
  let held = Buffer.allocUnsafeSlow(windowBytes);
  let heldAt = 0;
  let heldLength = 0;
  let top = 0;

  const room = (size: number): Uint8Array => {
    if (top + size > arena.length) return Buffer.allocUnsafe(size);
    const bytes = arena.subarray(top, top + size);
    top += size;
    return bytes;
  };
  const compressed = (start: number, length: number): Buffer | null => {
    if (start < heldAt || start + length > heldAt + heldLength) {
      if (length > held.length) held = Buffer.allocUnsafeSlow(length * 2);
      heldAt = start;
      heldLength = readSync(descriptor, held, 0, Math.max(length, windowBytes), start);
      if (heldLength < length) return null;
    }
    return held.subarray(start - heldAt, start - heldAt + length);
  };
  const read = (entry: number): Buffer | null => {
    const start = entries.dataStart[entry] ?? 0;
    const length = (entries.dataEnd[entry] ?? 0) - start;
    const size = entries.size[entry] ?? 0;
    const data = compressed(start, length);
    if (data === null) return null;
    try {
      const options = { chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 };
      const bytes = inflateSync(data, options);
      return bytes.length === size ? bytes : null;
    } catch {
      return null;
    }
  };
  const leave = (entry: number): void => {
    const stack = [entry];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (wanted[at] === 1) visitor.left(at);
      for (let child = entries.firstChild[at] ?? -1; child !== -1; child = entries.nextSibling[child] ?? -1)
        stack.push(child);
    }
  };
  const tell = (entry: number, bytes: Uint8Array, clean: boolean): void => {
    if (wanted[entry] !== 1) return;
    if (clean && !isRelevantOpening(bytes)) visitor.clean(entry, bytes.length);
    else visitor.relevant(entry, bytes);
  };

  const openRoot = (entry: number): Frame | null => {
    if ((entries.size[entry] ?? 0) > largestObject) return null;
    const bytes = read(entry);
    if (bytes === null) return null;
    const clean = !mayHoldKey(bytes);
    tell(entry, bytes, clean);
    return { bytes, clean, mark: top, next: entries.firstChild[entry] ?? -1 };
  };
  const openDelta = (entry: number, base: Frame): Frame | null => {
    if ((entries.size[entry] ?? 0) > largestObject) return null;
    const delta = read(entry);
    const header = delta === null ? null : deltaHeader(delta);
    if (delta === null || header === null || header.resultSize > largestObject) return null;
    if (header.baseSize !== base.bytes.length) return null;
    const mark = top;
    const target = room(header.resultSize);
    const changes = createChanges();
    if (!applyDelta(base.bytes, delta, header.start, target, base.clean ? changes.add : nothing)) {
      top = mark;
      return null;
    }
    const clean = base.clean ? !changes.some(target, mayHoldKey) : !mayHoldKey(target);
    tell(entry, target, clean);
    return { bytes: target, clean, mark, next: entries.firstChild[entry] ?? -1 };
  };

  return {
    walk(root) {
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
      }
    },
    close: () => closeSync(descriptor),
  };
}

function nothing(): void {}

/** Ranges of a rebuilt object that its base did not hold, joined where they are near. */
function createChanges() {
  const ranges: number[] = [];
  return {
    add(start: number, end: number): void {
      const last = ranges.length - 1;
      const known = ranges[last];
      if (known !== undefined && start <= known + 2 * margin) ranges[last] = end;
      else ranges.push(start, end);
    },
    some(bytes: Uint8Array, test: (bytes: Uint8Array) => boolean): boolean {
      for (let at = 0; at < ranges.length; at += 2) {
        const start = Math.max(0, (ranges[at] ?? 0) - margin);
        if (test(bytes.subarray(start, (ranges[at + 1] ?? 0) + margin))) return true;
      }
      return false;
    },
  };
}

/** True for the types whose text is scanned. */
export function isText(type: number | undefined): boolean {
  return type === packType.blob || type === packType.commit || type === packType.tag;
}
