/** The parts of a commit that determine its place in a history. */
export interface CommitNode {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Seconds since 1970, by the committer's clock. */
  readonly time: number;
}

/** Parses the first headers of a commit object. */
export function commitNode(id: string, commit: Buffer): CommitNode {
  const blank = commit.indexOf("\n\n");
  const header = commit.toString("latin1", 0, blank === -1 ? commit.length : blank);
  const parents = /^tree [0-9a-f]+\n((?:parent [0-9a-f]+\n)*)/.exec(header)?.[1] ?? "";
  return {
    id,
    tree: /^tree ([0-9a-f]+)/.exec(header)?.[1] ?? "",
    parents: [...parents.matchAll(/parent ([0-9a-f]+)/g)].map(([, parent]) => parent ?? ""),
    time: Number(/^committer .*> (-?\d+) [+-]\d{4}$/m.exec(header)?.[1] ?? 0),
  };
}

/** Sorts commits by time, but always after their parents, since clocks may be wrong. */
export function parentsFirst<Node extends Pick<CommitNode, "id" | "parents" | "time">>(
  nodes: ReadonlyMap<string, Node>,
): Node[] {
  const sorted: Node[] = [];
  const done = new Set<string>();
  const byTime = [...nodes.values()].sort((a, b) => a.time - b.time);
  for (const start of byTime) {
    const stack = [start];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const parent = node.parents.find((id) => !done.has(id) && nodes.has(id));
      const next = parent === undefined ? undefined : nodes.get(parent);
      if (next !== undefined) {
        stack.push(next);
        continue;
      }
      stack.pop();
      if (done.has(node.id)) continue;
      done.add(node.id);
      sorted.push(node);
    }
  }
  return sorted;
}
