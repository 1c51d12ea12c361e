/** The parts of a commit that determine its place in a history. */
export interface CommitNode {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Seconds since 1970, by the committer's clock. */
  readonly time: number;
}

/** Parses the headers of a commit object that git writes before all others. */
export function commitNode(id: string, commit: Buffer): CommitNode {
  const header = headerOf(commit);
  const parents: string[] = [];
  let at = 0;
  let tree = "";
  if (header.startsWith("tree ")) {
    at = lineEnd(header, 0) + 1;
    tree = header.slice(5, at - 1);
    for (; header.startsWith("parent ", at); at = lineEnd(header, at) + 1)
      parents.push(header.slice(at + 7, lineEnd(header, at)));
  }
  const committer = header.indexOf("\ncommitter ", at - 1);
  const time =
    committer === -1 ? null : /> (-?\d+) [+-]\d{4}$/.exec(header.slice(committer, lineEnd(header, committer + 1)));
  return { id, tree, parents, time: Number(time?.[1] ?? 0) };
}

function headerOf(commit: Buffer): string {
  const blank = commit.indexOf("\n\n");
  return commit.toString("latin1", 0, blank === -1 ? commit.length : blank);
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
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
