import type { TreeGraph } from "./tree-graph.ts";

/** A search of trees for some objects. */
export interface TreeSearch {
  /** Visits the trees of a commit; each tree is visited once at each path, however many commits have it there. */
  visit(root: Uint8Array, visitor: TreeVisitor): void;
  /** The objects in a tree, at any depth, in hexadecimal. */
  objectsIn(root: Uint8Array): Set<string>;
}

export interface TreeVisitor {
  /** An object at a path, in hexadecimal. For a tree, the path of its folder. */
  found(object: string, path: string): void;
  /** A tree that was never added. */
  missing(): void;
  /** More paths exist than are visited. */
  beyond(): void;
}

/** Most visited trees, counted per path: a few nested trees can produce billions of paths. */
const mostVisits = 512 * 1024;
/** Deepest nesting of folders, as in git. */
const mostDepth = 2048;

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
 * A search of a graph to which nothing more is added.
 * @param wanted ids of trees, of submodules' commits, and of blobs that the graph expected, in hexadecimal
 */
export function searchTrees(graph: TreeGraph, wanted: Iterable<string>): TreeSearch {
  const size = graph.size();
  const wantedTrees = new Map<number, string>();
  const wantedObjects = new Map<number, string>();
  const isWanted = new Uint8Array(size.objects);
  const holding = new Uint8Array(size.trees);
  for (const id of wanted) {
    const bytes = Buffer.from(id, "hex");
    const [tree, object] = [graph.tree(bytes), graph.object(bytes)];
    if (tree !== -1) wantedTrees.set(tree, id);
    if (object === -1) continue;
    wantedObjects.set(object, id);
    isWanted[object] = 1;
  }
  let visits = 0;
  const top: Folder = { path: "", depth: 0, visited: new Set(), folders: new Map() };

  const stateOf = (target: number): number => {
    if (target >= 0) return holding[target] as number;
    return isWanted[-1 - target] === 1 ? holdsWanted : holdsNothing;
  };
  const isSettled = (tree: number | undefined) =>
    tree !== undefined && (holding[tree] === holdsNothing || holding[tree] === holdsWanted);
  const settle = (start: number): void => {
    const stack = [start];
    for (let tree = stack.at(-1); tree !== undefined; tree = stack.at(-1)) {
      const from = graph.first(tree);
      const last = graph.last(tree);
      let state = from === -1 || wantedTrees.has(tree) ? holdsWanted : holdsNothing;
      let open = false;
      for (let entry = from; state === holdsNothing && entry !== -1 && entry < last; entry++) {
        const below = stateOf(graph.target(entry));
        if (below === holdsWanted) state = holdsWanted;
        else if (below === unknown) {
          stack.push(graph.target(entry));
          open = true;
        }
      }
      holding[tree] = open && state === holdsNothing ? underWay : state;
      while (isSettled(stack.at(-1))) stack.pop();
    }
  };
  /** Whether a tree contains something wanted, or a tree that was not added. */
  const holds = (tree: number): boolean => {
    if (!isSettled(tree)) settle(tree);
    return holding[tree] === holdsWanted;
  };

  return {
    visit(root, visitor) {
      const start = graph.tree(root);
      if (start === -1) visitor.missing();
      if (start === -1 || !holds(start)) return;
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
        const own = wantedTrees.get(tree);
        if (own !== undefined) visitor.found(own, folder.path);
        const from = graph.first(tree);
        if (from === -1) {
          visitor.missing();
          continue;
        }
        const last = graph.last(tree);
        for (let entry = from; entry < last; entry++) {
          const target = graph.target(entry);
          if (target >= 0) {
            if (holds(target)) stack.push({ tree: target, folder: folderBelow(graph, folder, graph.name(entry)) });
          } else {
            const object = wantedObjects.get(-1 - target);
            if (object !== undefined) visitor.found(object, below(folder, graph.nameText(graph.name(entry))));
          }
        }
      }
    },
    objectsIn(root) {
      const found = new Set<string>();
      const start = graph.tree(root);
      const seen = new Set([start]);
      const stack = start !== -1 && holds(start) ? [start] : [];
      for (let tree = stack.pop(); tree !== undefined; tree = stack.pop()) {
        const own = wantedTrees.get(tree);
        if (own !== undefined) found.add(own);
        for (let entry = graph.first(tree); entry !== -1 && entry < graph.last(tree); entry++) {
          const target = graph.target(entry);
          const object = target < 0 ? wantedObjects.get(-1 - target) : undefined;
          if (object !== undefined) found.add(object);
          if (target < 0 || seen.has(target) || !holds(target)) continue;
          seen.add(target);
          stack.push(target);
        }
      }
      return found;
    },
  };
}

function below({ path }: Pick<Folder, "path">, name: string): string {
  return path === "" ? name : `${path}/${name}`;
}

function folderBelow(graph: TreeGraph, folder: Folder, name: number): Folder {
  const known = folder.folders.get(name);
  if (known !== undefined) return known;
  const made: Folder = {
    path: below(folder, graph.nameText(name)),
    depth: folder.depth + 1,
    visited: new Set(),
    folders: new Map(),
  };
  folder.folders.set(name, made);
  return made;
}
