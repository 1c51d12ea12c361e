import { createByteTable, doubled } from "./byte-table.ts";

/** The trees of a history, with the wanted objects in them and their paths. */
export interface TreeGraph {
  /** Adds a tree in git's format; false when the graph has grown too large for memory. */
  add(id: Uint8Array, tree: Uint8Array): boolean;
  /** Visits the trees of a commit; see {@link TreeVisitor}. Each tree is visited once at each path. */
  visit(root: Uint8Array, visitor: TreeVisitor): void;
  /** The wanted objects in a tree, at any depth. */
  wantedIn(root: Uint8Array): Set<string>;
}

export interface TreeVisitor {
  /** A wanted object at a path, in hexadecimal. For a wanted tree, the path of its folder. */
  found(object: string, path: string): void;
  /** A tree that was never added. */
  missing(): void;
  /** More paths exist than are visited. */
  beyond(): void;
}

/** Most tree entries held, at three numbers each. Larger histories are left to git. */
const mostNames = 16 * 1024 * 1024;
/** Most visited trees, counted per path: a few nested trees can produce billions of paths. */
const mostVisits = 512 * 1024;
/** Deepest nesting of folders, as in git. */
const mostDepth = 2048;

const space = 0x20;
const zero = 0x30;
const four = 0x34;

/** A folder in the tree of all paths, with the trees visited there. */
interface Folder {
  readonly path: string;
  readonly depth: number;
  readonly visited: Set<number>;
  readonly folders: Map<number, Folder>;
}

const unknown = 0;
const holdsNothing = 1;
const holdsWanted = 2;
/** Its subfolders are processed first. A corrupt index can make a folder contain itself. */
const underWay = 3;

/**
 * A graph of the trees that are added to it, in any order. Of files only the wanted ones are held, so that memory grows
 * with the number of folders in all trees.
 * @param idBytes 20 or 32
 * @param wanted ids of blobs, trees and submodules' commits to look for, in hexadecimal
 */
export function createTreeGraph(idBytes: number, wanted: Iterable<string>): TreeGraph {
  const trees = createByteTable();
  const names = createByteTable();
  const objects = createByteTable();
  const wantedIds: string[] = [];
  /** By the first two bytes of a wanted id: most files of most trees are not wanted. */
  const openings = new Uint8Array(1 << 16);
  for (const id of wanted) {
    const bytes = Buffer.from(id, "hex");
    wantedIds[objects.add(bytes, 0, bytes.length)] = id;
    openings[bytes.readUInt16LE(0)] = 1;
  }
  /** By tree: start and end of its entries; -1 for a tree that was not added. */
  let firstName = new Int32Array(1 << 10).fill(-1);
  let lastName = new Int32Array(1 << 10);
  /** By entry: the tree that it refers to, or a negative number for a wanted object. */
  let targets = new Int32Array(1 << 12);
  let nameIds = new Int32Array(1 << 12);
  let count = 0;
  let holding = new Uint8Array(0);
  let visits = 0;
  const top: Folder = { path: "", depth: 0, visited: new Set(), folders: new Map() };

  const treeIndex = (bytes: Uint8Array, start: number): number => {
    const tree = trees.add(bytes, start, start + idBytes);
    if (tree >= firstName.length) {
      const before = firstName.length;
      firstName = doubled(firstName).fill(-1, before);
      lastName = doubled(lastName);
    }
    return tree;
  };
  const isWanted = (bytes: Uint8Array, at: number) =>
    openings[(bytes[at] as number) | ((bytes[at + 1] as number) << 8)] === 1;
  const note = (target: number, bytes: Uint8Array, nameAt: number, nameEnd: number): void => {
    if (count === targets.length) {
      targets = doubled(targets);
      nameIds = doubled(nameIds);
    }
    targets[count] = target;
    nameIds[count] = names.add(bytes, nameAt, nameEnd);
    count += 1;
  };
  const wantedTree = (tree: number): string | undefined => {
    const id = trees.bytes(tree);
    return isWanted(id, 0) ? wantedIds[objects.find(id, 0, idBytes)] : undefined;
  };

  const isSettled = (tree: number | undefined) =>
    tree !== undefined && (holding[tree] === holdsNothing || holding[tree] === holdsWanted);
  /** Whether a tree contains something wanted, or a tree that was not added; its subtrees are processed first. */
  const holds = (start: number): boolean => {
    const stack = [start];
    for (let tree = stack.at(-1); tree !== undefined; tree = stack.at(-1)) {
      const from = firstName[tree] ?? -1;
      let state = from === -1 || wantedTree(tree) !== undefined ? holdsWanted : holdsNothing;
      let open = false;
      for (let at = from; state === holdsNothing && at !== -1 && at < (lastName[tree] as number); at++) {
        const target = targets[at] as number;
        const below = target < 0 ? holdsWanted : (holding[target] ?? unknown);
        if (below === holdsWanted) state = holdsWanted;
        else if (below === unknown) {
          stack.push(target);
          open = true;
        }
      }
      holding[tree] = open && state === holdsNothing ? underWay : state;
      while (isSettled(stack.at(-1))) stack.pop();
    }
    return holding[start] === holdsWanted;
  };
  const prepare = () => {
    if (holding.length < firstName.length) holding = new Uint8Array(firstName.length);
  };
  const nameOf = (at: number) => names.bytes(nameIds[at] as number).toString("utf8");

  return {
    add(id, tree) {
      const index = treeIndex(id, 0);
      if (firstName[index] !== -1) return true;
      const first = count;
      for (let at = 0; at < tree.length; ) {
        // Old tools wrote a zero before the mode.
        const isFolder = tree[at] === four || (tree[at] === zero && tree[at + 1] === four);
        // A loop is faster than a native call for a few bytes.
        let nameAt = at;
        while (nameAt < tree.length && tree[nameAt] !== space) nameAt++;
        nameAt += 1;
        let nameEnd = nameAt;
        while (nameEnd < tree.length && tree[nameEnd] !== 0) nameEnd++;
        if (nameEnd + idBytes >= tree.length) break;
        if (isFolder) note(treeIndex(tree, nameEnd + 1), tree, nameAt, nameEnd);
        else if (isWanted(tree, nameEnd + 1)) {
          const object = objects.find(tree, nameEnd + 1, nameEnd + 1 + idBytes);
          if (object !== -1) note(-1 - object, tree, nameAt, nameEnd);
        }
        at = nameEnd + 1 + idBytes;
      }
      firstName[index] = first;
      lastName[index] = count;
      return count <= mostNames;
    },
    visit(root, visitor) {
      const start = treeIndex(root, 0);
      prepare();
      if (!holds(start)) return;
      const stack: { readonly tree: number; readonly folder: Folder }[] = [{ tree: start, folder: top }];
      for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        const { tree, folder } = next;
        if (folder.visited.has(tree)) continue;
        folder.visited.add(tree);
        visits += 1;
        if (visits > mostVisits || folder.depth > mostDepth) {
          visitor.beyond();
          return;
        }
        const own = wantedTree(tree);
        if (own !== undefined) visitor.found(own, folder.path);
        const from = firstName[tree] ?? -1;
        if (from === -1) {
          visitor.missing();
          continue;
        }
        for (let at = from; at < (lastName[tree] as number); at++) {
          const target = targets[at] as number;
          if (target < 0) visitor.found(wantedIds[-1 - target] ?? "", below(folder, nameOf(at)));
          else if (holds(target))
            stack.push({ tree: target, folder: folderBelow(folder, nameIds[at] as number, nameOf(at)) });
        }
      }
    },
    wantedIn(root) {
      const found = new Set<string>();
      const start = treeIndex(root, 0);
      prepare();
      const seen = new Set([start]);
      const stack = holds(start) ? [start] : [];
      for (let tree = stack.pop(); tree !== undefined; tree = stack.pop()) {
        const own = wantedTree(tree);
        if (own !== undefined) found.add(own);
        for (let at = firstName[tree] ?? -1; at !== -1 && at < (lastName[tree] as number); at++) {
          const target = targets[at] as number;
          if (target < 0) found.add(wantedIds[-1 - target] ?? "");
          else if (!seen.has(target) && holds(target)) {
            seen.add(target);
            stack.push(target);
          }
        }
      }
      return found;
    },
  };
}

function below({ path }: Pick<Folder, "path">, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}

function folderBelow(folder: Folder, nameId: number, name: string): Folder {
  const known = folder.folders.get(nameId);
  if (known !== undefined) return known;
  const made: Folder = {
    path: below(folder, name),
    depth: folder.depth + 1,
    visited: new Set(),
    folders: new Map(),
  };
  folder.folders.set(nameId, made);
  return made;
}
