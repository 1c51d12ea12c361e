import { arena } from "../../detect/arena.ts";
import { type ChangedRanges, createChangedRanges } from "./changed-ranges.ts";
import { applyDelta, deltaHeader } from "./delta.ts";
import type { PackEntries } from "./entries.ts";
import { openEntryStream } from "./entry-stream.ts";
import type { Span } from "./span.ts";

/** Objects up to this size are rebuilt here; larger ones and their deltas are left to git, which streams them. */
const largestObject = 4 * 1024 * 1024;
const smallDelta = 64 * 1024;

/** Receives what a walk builds. Bytes and changes are valid only during the call. */
export interface PackVisitor<State> {
  /**
   * An object, called after its base.
   * @param base the result for its base; null for an object that is stored whole
   * @param changes where the object differs from its base
   * @returns the state passed to the objects based on this one
   */
  object(entry: number, bytes: Span, base: State | null, changes: Pick<ChangedRanges, "some">): State;
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
  /** Frees the memory that holds the pack until the next walk. */
  release(): void;
  close(): void;
}

interface Frame<State> extends Span {
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
  const stream = openEntryStream(path, entries);
  const changes = createChangedRanges();
  let delta = Buffer.allocUnsafeSlow(smallDelta);
  let top = 0;

  /** Space for `size` bytes; allocated separately when the arena is full. */
  const room = (size: number): Span => {
    if (top + size > arena.length) return { memory: Buffer.allocUnsafe(size), start: 0, end: size };
    top += size;
    return { memory: arena, start: top - size, end: top };
  };
  const leave = (entry: number): void => {
    const stack = [entry];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (wanted[at] === 1) visitor.left(at);
      for (let child = entries.firstChild[at] ?? -1; child !== -1; child = entries.nextSibling[child] ?? -1)
        stack.push(child);
    }
  };
  const openRoot = (entry: number): Frame<State> | null => {
    const size = entries.size[entry] as number;
    if (size > largestObject) return null;
    const mark = top;
    // Decompression needs one more byte.
    const { memory, start } = room(size + 1);
    if (!stream.read(entry, memory, start, size)) return null;
    return frame(entry, { memory, start, end: start + size }, mark, null);
  };
  const openDelta = (entry: number, base: Frame<State>): Frame<State> | null => {
    const size = entries.size[entry] as number;
    if (size > largestObject) return null;
    if (delta.length <= size) delta = Buffer.allocUnsafeSlow(2 * size);
    if (!stream.read(entry, delta, 0, size)) return null;
    const header = deltaHeader(delta, size);
    if (header === null || header.resultSize > largestObject || header.baseSize !== base.end - base.start) return null;
    const mark = top;
    const target = room(header.resultSize);
    changes.clear();
    if (!applyDelta(base, delta, header.start, size, target, changes.add)) return null;
    return frame(entry, target, mark, base.state);
  };
  const frame = (entry: number, bytes: Span, mark: number, base: State | null): Frame<State> => {
    const { memory, start, end } = bytes;
    return {
      memory,
      start,
      end,
      mark,
      state: visitor.object(entry, bytes, base, changes),
      next: entries.firstChild[entry] as number,
    };
  };
  const stack: Frame<State>[] = [];
  /** Builds an object and, if others are based on it, puts it on the stack. */
  const enter = (entry: number, base: Frame<State> | null): void => {
    const mark = top;
    const next = base === null ? openRoot(entry) : openDelta(entry, base);
    if (next !== null && next.next !== -1) {
      stack.push(next);
      return;
    }
    top = mark;
    if (next === null) leave(entry);
  };
  return {
    *walkAll(isVisited = () => true) {
      for (let entry = 0; entry < entries.count; entry++) {
        if (entries.base[entry] !== -1 || !isVisited(entries.type[entry] as number)) continue;
        enter(entry, null);
        if (visitor.isFull()) yield;
        for (let base = stack.at(-1); base !== undefined; base = stack.at(-1)) {
          const child = base.next;
          if (child === -1) {
            top = base.mark;
            stack.pop();
            continue;
          }
          base.next = entries.nextSibling[child] as number;
          enter(child, base);
          if (visitor.isFull()) yield;
        }
      }
    },
    release: stream.release,
    close: stream.close,
  };
}
