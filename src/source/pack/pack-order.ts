/** Offsets in ascending order, and the position that each had before. */
export interface PackOrder {
  readonly offsets: Float64Array;
  readonly order: Int32Array;
}

/** Sorts the offsets of a pack's objects. */
export function inPackOrder(offsets: Float64Array): PackOrder {
  const count = offsets.length;
  const order = new Int32Array(count);
  const last = offsets.reduce((most, offset) => Math.max(most, offset), 0);
  if (last >= Number.MAX_SAFE_INTEGER / count - 1) {
    for (let at = 0; at < count; at++) order[at] = at;
    order.sort((a, b) => (offsets[a] ?? 0) - (offsets[b] ?? 0));
    return { offsets: Float64Array.from(order, (position) => offsets[position] ?? 0), order };
  }
  // Offset and position in one number, so that the sort needs no function that compares.
  const sorted = offsets.slice();
  for (let at = 0; at < count; at++) sorted[at] = (offsets[at] as number) * count + at;
  sorted.sort();
  for (let at = 0; at < count; at++) {
    const both = sorted[at] as number;
    const offset = Math.floor(both / count);
    sorted[at] = offset;
    order[at] = both - offset * count;
  }
  return { offsets: sorted, order };
}
