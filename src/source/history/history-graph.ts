import type { StructureRequest } from "../pack/open-packs.ts";
import { type CommitNode, commitNode } from "./commit-nodes.ts";
import { createTreeGraph, type TreeGraph } from "./tree-graph.ts";

/** The commits and trees of a history, from which the origin of a file is determined. */
export interface HistoryGraph extends StructureRequest {
  readonly commits: ReadonlyMap<string, CommitNode>;
  readonly trees: TreeGraph;
  /** Marks it as filled by a scan. `others` are the ids of the objects, of any type, that were not offered to it. */
  complete(others: readonly string[]): void;
  /** The ids given to {@link complete}; null before. */
  others(): readonly string[] | null;
  /** False when it has grown too large, so that trees are missing. */
  isWhole(): boolean;
}

/**
 * An empty graph.
 * @param idBytes 20 or 32
 */
export function createHistoryGraph(idBytes: number): HistoryGraph {
  const commits = new Map<string, CommitNode>();
  const trees = createTreeGraph(idBytes);
  let isWhole = true;
  let others: readonly string[] | null = null;
  return {
    commits,
    trees,
    expect(ids) {
      for (const id of ids) trees.expect(id);
    },
    commit: (id, bytes) => void commits.set(id, commitNode(id, bytes)),
    tree(ids, idAt, bytes) {
      isWhole &&= trees.add(ids, idAt, bytes);
    },
    complete(ids) {
      others = ids;
    },
    others: () => others,
    isWhole: () => isWhole,
  };
}
