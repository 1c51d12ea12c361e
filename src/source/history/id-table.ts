import { doubled, placed } from "./byte-table.ts";

/** Numbers object ids; the first is 0. */
export interface IdTable {
  /** How many ids it holds. */
  count(): number;
  /** The number of the id that starts at byte `at`; adds it if it is new. */
  add(bytes: Uint8Array, at: number): number;
  /** The number of the id that starts at byte `at`, or -1. */
  find(bytes: Uint8Array, at: number): number;
}

/** Ids that fit before the table grows. */
const fewIds = 1 << 14;

/**
 * An empty table. Ids are hashes already, so a few of their bytes are enough; the seed differs in each process, so that
 * no one can make objects whose ids collide.
 * @param idBytes 20 or 32
 */
export function createIdTable(idBytes: number): IdTable {
  const seed = Math.floor(Math.random() * 0x7fffffff);
  let ids = Buffer.allocUnsafeSlow(idBytes * fewIds);
  let hashes = new Int32Array(fewIds);
  /** Numbers by hash, plus one, so that 0 marks an empty slot. */
  let places = new Int32Array(4 * fewIds);
  let count = 0;

  const hashOf = (bytes: Uint8Array, at: number): number => {
    const first = word(bytes, at) ^ seed;
    const second = word(bytes, at + 4);
    const hash = Math.imul(first, 0x2c1b3c6d) ^ Math.imul(second ^ (first >>> 15), 0x01000193);
    return hash ^ (hash >>> 13);
  };
  const isAt = (index: number, bytes: Uint8Array, at: number): boolean => {
    const own = index * idBytes;
    for (let byte = 0; byte < idBytes; byte++) if (ids[own + byte] !== bytes[at + byte]) return false;
    return true;
  };
  /** The slot of the id, or the empty slot where it belongs. */
  const placeOf = (hash: number, bytes: Uint8Array, at: number): number => {
    const mask = places.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const index = (places[place] as number) - 1;
      if (index === -1 || (hashes[index] === hash && isAt(index, bytes, at))) return place;
    }
  };
  const grow = () => {
    const larger = Buffer.allocUnsafeSlow(4 * ids.length);
    ids.copy(larger);
    ids = larger;
    hashes = doubled(doubled(hashes));
    places = placed(hashes, count, 4 * places.length);
  };
  return {
    count: () => count,
    add(bytes, at) {
      if (count === hashes.length) grow();
      const hash = hashOf(bytes, at);
      const place = placeOf(hash, bytes, at);
      const known = (places[place] as number) - 1;
      if (known !== -1) return known;
      for (let byte = 0, own = count * idBytes; byte < idBytes; byte++) ids[own + byte] = bytes[at + byte] as number;
      hashes[count] = hash;
      places[place] = count + 1;
      count += 1;
      return count - 1;
    },
    find: (bytes, at) => (places[placeOf(hashOf(bytes, at), bytes, at)] as number) - 1,
  };
}

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
