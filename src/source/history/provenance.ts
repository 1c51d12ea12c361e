import { createInterface } from "node:readline";
import type { HistoryPlace } from "../document.ts";
import { type Message, parseMessage } from "../git/commit-object.ts";
import { askGit, startGit } from "../git/git.ts";
import { readObjects, writeLines } from "../git/objects.ts";
import { resolveCommit } from "../git/repository.ts";
import { treeDiffs } from "../git/tree-diffs.ts";

/** Where a blob comes from. */
export interface Provenance {
  /** The earliest commit at each path, in the order of the commits. */
  readonly introductions: readonly Introduction[];
  readonly history: HistoryPlace;
}

/** A commit that brought a blob to a path. */
export interface Introduction {
  readonly path: string;
  readonly commit: string;
  /** Place of the commit in the order of all commits, parents before children. */
  readonly order: number;
  readonly author: string | null;
  readonly date: string | null;
}

/** Where blobs come from. */
export interface Provenances {
  readonly byBlob: ReadonlyMap<string, Provenance>;
  /** Commits of which git cannot tell what they wrote: an introduction may be theirs, or one more. */
  readonly untold: readonly string[];
}

interface CommitNode {
  readonly id: string;
  readonly parents: readonly string[];
  readonly time: number;
}

/**
 * For each blob the earliest commit that introduced it at each path, and whether HEAD holds it. Walks every commit
 * of the object store once, reachable or not; a blob that is in no commit's tree is not in the result. Throws a
 * `Failure` when commits cannot be read.
 * @param commits ids of all commits of the object store
 */
export async function provenanceOf(
  directory: string,
  blobs: ReadonlySet<string>,
  commits: readonly string[],
): Promise<Provenances> {
  const nodes = await commitNodes(directory, commits);
  const orders = new Map(nodes.map(({ id }, order) => [id, order]));
  const orderOf = (commit: string) => orders.get(commit) ?? Number.POSITIVE_INFINITY;
  const found = new Map<string, Map<string, string>>();
  const note = (blob: string, path: string, commit: string) => {
    if (!blobs.has(blob)) return;
    const paths = found.get(blob) ?? new Map<string, string>();
    const known = paths.get(path);
    if (known === undefined || orderOf(commit) < orderOf(known)) paths.set(path, commit);
    found.set(blob, paths);
  };
  const untold = await walkCommits(directory, nodes, note);

  const ids = new Set([...found.values()].flatMap((paths) => [...paths.values()]));
  const authors = await authorsOf(directory, ids);
  const head = blobsAtHead(directory, blobs, untold);
  const provenance = new Map<string, Provenance>();
  for (const [blob, paths] of found) {
    const introductions = [...paths].map(([path, commit]) => ({
      path,
      commit,
      order: orderOf(commit),
      author: authors.get(commit)?.author ?? null,
      date: authors.get(commit)?.date ?? null,
    }));
    provenance.set(blob, { introductions, history: { paths: [...paths.keys()].sort(), atHead: head.has(blob) } });
  }
  return { byBlob: provenance, untold: [...untold] };
}

/** Parents and times of commits, parents before children and older before newer. */
async function commitNodes(directory: string, commits: readonly string[]): Promise<CommitNode[]> {
  const nodes = new Map<string, CommitNode>();
  for await (const line of parentsOf(directory, commits)) {
    const [time = "0", id = "", ...parents] = line.split(" ");
    nodes.set(id, { id, time: Number(time), parents });
  }
  return parentsFirst(nodes);
}

/** Sorts commits by time, and each after its parents, however wrong the clocks were. */
export function parentsFirst(nodes: ReadonlyMap<string, CommitNode>): CommitNode[] {
  const sorted: CommitNode[] = [];
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

/** `time id parent…` of each commit, as plumbing prints it whatever the configuration says. */
async function* parentsOf(directory: string, commits: readonly string[]): AsyncGenerator<string> {
  if (commits.length === 0) return;
  const options = ["--no-walk=unsorted", "--stdin", "--parents", "--timestamp"];
  const running = startGit(directory, ["rev-list", ...options]);
  const written = writeLines(running, commits);
  yield* createInterface({ input: running.output });
  await written;
  await running.ended;
}

/** Calls `note` for every path that a commit writes, commits in order. Returns those of which it cannot be told. */
async function walkCommits(
  directory: string,
  nodes: readonly CommitNode[],
  note: (blob: string, path: string, commit: string) => void,
): Promise<Set<string>> {
  const known = new Set(nodes.map((node) => node.id));
  // A commit whose parents are gone is compared with nothing.
  const orphans = nodes.filter((node) => node.parents.some((parent) => !known.has(parent)));
  const orphanIds = new Set(orphans.map((node) => node.id));
  const ids = nodes.map((node) => node.id).filter((id) => !orphanIds.has(id));
  const untold = new Set<string>();
  for await (const diff of treeDiffs(directory, ids, "each")) {
    if (diff.type === "untold") for (const id of diff.commits) untold.add(id);
    else for (const { id, path } of diff.changes) note(id, path, diff.commit);
  }
  for (const { id } of orphans) for (const [blob, path] of treeOf(directory, id, untold)) note(blob, path, id);
  return untold;
}

async function authorsOf(
  directory: string,
  commits: ReadonlySet<string>,
): Promise<Map<string, Pick<Message, "author" | "date">>> {
  const authors = new Map<string, Pick<Message, "author" | "date">>();
  for await (const objects of readObjects(directory, [...commits])) {
    for (const object of objects) if (object.state === "whole") authors.set(object.id, parseMessage(object.bytes));
  }
  return authors;
}

function blobsAtHead(directory: string, blobs: ReadonlySet<string>, untold: Set<string>): Set<string> {
  const head = resolveCommit(directory, "HEAD");
  if (head === null) return new Set();
  return new Set([...treeOf(directory, head, untold)].map(([blob]) => blob).filter((blob) => blobs.has(blob)));
}

/** Blob and path of every file of a commit's tree; nothing, and the commit among the untold, when a tree is not there. */
function* treeOf(directory: string, commit: string, untold: Set<string>): Generator<[blob: string, path: string]> {
  const listing = askGit(directory, ["ls-tree", "-r", "-z", "--full-tree", commit]);
  if (listing === null) untold.add(commit);
  for (const entry of (listing ?? "").split("\0")) {
    const match = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry);
    if (match?.[1] !== undefined && match[2] !== undefined) yield [match[1], match[2]];
  }
}
