/**
 * Bytes as they read after some decoding, each with the place it came from. `from[i]` is the offset of the first
 * original byte that byte `i` is made of, `to[i]` the offset after the last one.
 */
export interface View {
  readonly bytes: Uint8Array;
  readonly from: Uint32Array | Float64Array;
  readonly to: Uint32Array | Float64Array;
}

/** The bytes from `start` to `end` as they stand. */
export function plainView(bytes: Uint8Array, start: number, end: number): View {
  const length = end - start;
  const from = new Float64Array(length);
  const to = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    from[i] = start + i;
    to[i] = start + i + 1;
  }
  return { bytes: bytes.subarray(start, end), from, to };
}

/** Collects a view byte by byte. */
export interface ViewBuilder {
  /** Appends `byte`, made of the bytes `first` to `last` (inclusive indexes) of the view that is being decoded. */
  append(byte: number, first: number, last: number): void;
  view(): View;
}

/** A builder for a view decoded from `source`, with room for `capacity` bytes. */
export function viewBuilder(source: View, capacity: number): ViewBuilder {
  const bytes = new Uint8Array(capacity);
  const from = new Float64Array(capacity);
  const to = new Float64Array(capacity);
  let length = 0;
  return {
    append(byte, first, last) {
      bytes[length] = byte;
      from[length] = source.from[first] ?? 0;
      to[length] = source.to[last] ?? 0;
      length++;
    },
    view: () => ({
      bytes: bytes.subarray(0, length),
      from: from.subarray(0, length),
      to: to.subarray(0, length),
    }),
  };
}

/** Index in the view of the original offset `offset`, or of the first byte after it. */
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
