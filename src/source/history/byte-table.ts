/** Numbers byte strings such as names; the first is 0. */
export interface ByteTable {
  /** The number of the bytes from `start` to `end`; adds them if they are new. */
  add(bytes: Uint8Array, start: number, end: number): number;
  /** The bytes of a number. */
  bytes(index: number): Buffer;
}

/** An empty table. Its hash seed differs in each process, so that no one can choose names that collide. */
export function createByteTable(): ByteTable {
  const seed = Math.floor(Math.random() * 0x7fffffff);
  let store = Buffer.allocUnsafe(1 << 16);
  let ends = new Int32Array(1 << 10);
  let hashes = new Int32Array(1 << 10);
  /** Numbers by hash, plus one, so that 0 marks an empty slot. */
  let places = new Int32Array(1 << 12);
  let count = 0;

  const startOf = (index: number) => (index === 0 ? 0 : (ends[index - 1] as number));
  const hashOf = (bytes: Uint8Array, start: number, end: number): number => {
    let hash = seed;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) ^ (hash >>> 12);
  };
  const isAt = (index: number, bytes: Uint8Array, start: number, end: number): boolean => {
    const own = startOf(index);
    if ((ends[index] as number) - own !== end - start) return false;
    for (let at = start; at < end; at++) if (store[own + at - start] !== bytes[at]) return false;
    return true;
  };
  /** The slot of the bytes, or the empty slot where they belong. */
  const placeOf = (hash: number, bytes: Uint8Array, start: number, end: number): number => {
    const mask = places.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const index = (places[place] as number) - 1;
      if (index === -1 || (hashes[index] === hash && isAt(index, bytes, start, end))) return place;
    }
  };
  const grow = (length: number) => {
    if (count === ends.length) {
      ends = doubled(ends);
      hashes = doubled(hashes);
    }
    if (startOf(count) + length > store.length) {
      const larger = Buffer.allocUnsafe(2 * store.length + length);
      store.copy(larger);
      store = larger;
    }
    if (2 * count < places.length) return;
    places = placed(hashes, count, 2 * places.length);
  };
  return {
    add(bytes, start, end) {
      grow(end - start);
      const hash = hashOf(bytes, start, end);
      const place = placeOf(hash, bytes, start, end);
      const known = (places[place] as number) - 1;
      if (known !== -1) return known;
      const from = startOf(count);
      for (let at = start; at < end; at++) store[from + at - start] = bytes[at] as number;
      ends[count] = from + end - start;
      hashes[count] = hash;
      places[place] = count + 1;
      count += 1;
      return count - 1;
    },
    bytes: (index) => store.subarray(startOf(index), ends[index]),
  };
}

/** The same numbers in a table of twice the size. */
export function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}

/**
 * A table of `size` slots, a power of two, with the first `count` hashes in it: each by its number plus one, in the first
 * empty slot from where its hash points.
 */
export function placed(hashes: Int32Array<ArrayBuffer>, count: number, size: number): Int32Array<ArrayBuffer> {
  const places = new Int32Array(size);
  const mask = size - 1;
  for (let index = 0; index < count; index++) {
    let place = (hashes[index] as number) & mask;
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = index + 1;
  }
  return places;
}
