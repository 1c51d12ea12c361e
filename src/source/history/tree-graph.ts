import type { Span } from "../pack/span.ts";
import { createByteTable, doubled } from "./byte-table.ts";
import { createIdTable } from "./id-table.ts";

/**
 * The trees of a history. Of their files only those that may be asked for are held, so that memory grows with the number
 * of folders in all trees.
 */
export interface TreeGraph {
  /** A blob that may be asked for, in hexadecimal, before a tree that holds it is added. */
  expect(id: string): void;
  /** Adds a tree in git's format, in any order; false when the graph has grown too large for memory. */
  add(ids: Uint8Array, idAt: number, tree: Span): boolean;
  /** The number of a tree that was added or that another refers to, or -1. */
  tree(id: Uint8Array): number;
  /** The number of a blob that is expected, or of a submodule's commit in a tree, or -1. */
  object(id: Uint8Array): number;
  /** How many trees, and how many objects, have a number. */
  size(): { readonly trees: number; readonly objects: number };
  /** The first entry of a tree and the one after its last; -1 for a tree that was not added. */
  first(tree: number): number;
  last(tree: number): number;
  /** The tree to which an entry refers, or -1 minus the number of an object. */
  target(entry: number): number;
  /** The number of an entry's name. */
  name(entry: number): number;
  nameText(name: number): string;
}

/** Most tree entries held, at three numbers each. Larger histories are left to git. */
const mostEntries = 16 * 1024 * 1024;

const space = 0x20;
const zero = 0x30;
const one = 0x31;
const four = 0x34;
const six = 0x36;

/**
 * An empty graph.
 * @param idBytes 20 or 32
 */
export function createTreeGraph(idBytes: number): TreeGraph {
  const trees = createIdTable(idBytes);
  const names = createByteTable();
  const objects = createIdTable(idBytes);
  /** By the first two bytes of an expected id: most files of most trees are not expected. */
  const openings = new Uint8Array(1 << 16);
  let firstEntry = new Int32Array(1 << 10).fill(-1);
  let lastEntry = new Int32Array(1 << 10);
  let targets = new Int32Array(1 << 12);
  let entryNames = new Int32Array(1 << 12);
  let count = 0;

  const treeNumber = (bytes: Uint8Array, at: number): number => {
    const tree = trees.add(bytes, at);
    if (tree >= firstEntry.length) {
      const before = firstEntry.length;
      firstEntry = doubled(firstEntry).fill(-1, before);
      lastEntry = doubled(lastEntry);
    }
    return tree;
  };
  const isExpected = (bytes: Uint8Array, at: number) =>
    openings[(bytes[at] as number) | ((bytes[at + 1] as number) << 8)] === 1;
  const addEntry = (target: number, bytes: Uint8Array, nameAt: number, nameEnd: number): void => {
    if (count === targets.length) {
      targets = doubled(targets);
      entryNames = doubled(entryNames);
    }
    targets[count] = target;
    entryNames[count] = names.add(bytes, nameAt, nameEnd);
    count += 1;
  };

  return {
    expect(id) {
      const bytes = Buffer.from(id, "hex");
      objects.add(bytes, 0);
      openings[bytes.readUInt16LE(0)] = 1;
    },
    add(ids, idAt, { memory, start, end }) {
      const tree = treeNumber(ids, idAt);
      if (firstEntry[tree] !== -1) return true;
      const first = count;
      for (let at = start; at < end; ) {
        // Old tools wrote a zero before the mode.
        const isFolder = memory[at] === four || (memory[at] === zero && memory[at + 1] === four);
        const isSubmodule = memory[at] === one && memory[at + 1] === six;
        // A loop is faster than a native call for a few bytes.
        let nameAt = at;
        while (nameAt < end && memory[nameAt] !== space) nameAt++;
        nameAt += 1;
        let nameEnd = nameAt;
        while (nameEnd < end && memory[nameEnd] !== 0) nameEnd++;
        const target = nameEnd + 1;
        at = target + idBytes;
        if (at > end) break;
        if (isFolder) addEntry(treeNumber(memory, target), memory, nameAt, nameEnd);
        else if (isSubmodule) addEntry(-1 - objects.add(memory, target), memory, nameAt, nameEnd);
        else if (isExpected(memory, target)) {
          const object = objects.find(memory, target);
          if (object !== -1) addEntry(-1 - object, memory, nameAt, nameEnd);
        }
      }
      firstEntry[tree] = first;
      lastEntry[tree] = count;
      return count <= mostEntries;
    },
    tree: (id) => trees.find(id, 0),
    object: (id) => objects.find(id, 0),
    size: () => ({ trees: trees.count(), objects: objects.count() }),
    first: (tree) => firstEntry[tree] as number,
    last: (tree) => lastEntry[tree] as number,
    target: (entry) => targets[entry] as number,
    name: (entry) => entryNames[entry] as number,
    nameText: (name) => names.bytes(name).toString("utf8"),
  };
}
