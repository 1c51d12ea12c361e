/**
 * Bytes as they read after some decoding, each with the place it came from: `from[i]` is the offset, in the window that
 * is searched, of the first original byte that byte `i` is made of, `to[i]` the offset after the last one.
 */
export interface View {
  readonly bytes: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** 0, 1, 2, …: the offsets of unencoded bytes, shared by all windows. */
let places = new Uint32Array(0);

/** A view of undecoded bytes. */
export function plainView(bytes: Uint8Array): View {
  if (places.length <= bytes.length) {
    places = new Uint32Array(2 * bytes.length + 1);
    for (let i = 0; i < places.length; i++) places[i] = i;
  }
  return { bytes, from: places.subarray(0, bytes.length), to: places.subarray(1, bytes.length + 1) };
}

/** Builds a view, byte by byte or in unencoded stretches. */
export interface ViewBuilder {
  /** Appends `byte`, made of the bytes `first` to `last` (inclusive indexes) of the view that is being decoded. */
  append(byte: number, first: number, last: number): void;
  /** Appends the bytes from `first` to before `end` of that view unchanged. */
  appendRun(first: number, end: number): void;
  view(): View;
}

interface Scratch {
  readonly bytes: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/**
 * Buffers not in use by any builder: most views are far shorter than their maximum, and allocating large arrays is
 * slow.
 */
let free: Scratch | null = null;

function takeScratch(capacity: number): Scratch {
  const taken = free;
  free = null;
  if (taken !== null && taken.bytes.length >= capacity) return taken;
  const size = Math.max(capacity, 1 << 14);
  return { bytes: new Uint8Array(size), from: new Uint32Array(size), to: new Uint32Array(size) };
}

/** A builder for a view decoded from `source`, of at most `capacity` bytes; it ends with its view. */
export function viewBuilder(source: View, capacity: number): ViewBuilder {
  const scratch = takeScratch(capacity);
  const { bytes, from, to } = scratch;
  let length = 0;
  return {
    append(byte, first, last) {
      bytes[length] = byte;
      from[length] = source.from[first] ?? 0;
      to[length] = source.to[last] ?? 0;
      length++;
    },
    appendRun(first, end) {
      bytes.set(source.bytes.subarray(first, end), length);
      from.set(source.from.subarray(first, end), length);
      to.set(source.to.subarray(first, end), length);
      length += end - first;
    },
    view() {
      free = scratch;
      return { bytes: bytes.slice(0, length), from: from.slice(0, length), to: to.slice(0, length) };
    },
  };
}

/** Index in the view of the byte at `offset` of the window, or of the first byte after it. */
export function indexOfOffset(view: View, offset: number): number {
  let low = 0;
  let high = view.bytes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((view.from[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
