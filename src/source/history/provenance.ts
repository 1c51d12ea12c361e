import type { NotScanned } from "../coverage.ts";
import type { HistoryPlace } from "../document.ts";
import { type Message, parseMessage } from "../git/commit-object.ts";
import { readObjects } from "../git/read-objects.ts";
import { isPartial, type Repository, resolveCommit } from "../git/repository.ts";
import { notScanned } from "../not-scanned.ts";
import { type CommitNode, parentsFirst } from "./commit-nodes.ts";
import { createHistoryGraph, type HistoryGraph } from "./history-graph.ts";
import { readStructure, readStructureOf } from "./structure.ts";
import { searchTrees, type TreeSearch } from "./tree-search.ts";

/** The commits that introduced an object. */
export interface Provenance {
  /** The earliest commit at each path, in the order of the commits. */
  readonly introductions: readonly Introduction[];
  readonly history: HistoryPlace;
}

/** A commit that introduced an object at a path. */
export interface Introduction {
  /** The path of a blob or a submodule; for a tree, that of its folder. */
  readonly path: string;
  readonly commit: string;
  /** Position of the commit among all commits, parents before children. */
  readonly order: number;
  readonly author: string | null;
  readonly date: string | null;
}

/** The origins of objects. */
export interface Provenances {
  readonly byObject: ReadonlyMap<string, Provenance>;
  /** What could not be determined. */
  readonly notScanned: readonly NotScanned[];
}

/**
 * For each object the earliest commit that contains it at each path, and whether HEAD does. Considers every commit and
 * tree of the object store, reachable or not; an object that is in no commit's tree is not in the result. Throws a
 * `Failure` when the repository cannot be read.
 * @param objects ids of blobs, trees and submodules' commits
 * @param scanned the graph that {@link history} may have filled when it found these objects
 */
export async function provenanceOf(
  repository: Repository,
  objects: ReadonlySet<string>,
  scanned: HistoryGraph | null = null,
): Promise<Provenances> {
  const { directory } = repository;
  const graph = await filledGraph(repository, objects, scanned);
  const search = searchTrees(graph.trees, objects);
  const found = new Map<string, Map<string, number>>();
  const unknown: string[] = [];
  const commits = parentsFirst(graph.commits);
  let isWhole = graph.isWhole();
  for (const [order, commit] of commits.entries()) {
    let isKnown = isWhole;
    search.visit(Buffer.from(commit.tree, "hex"), {
      found(object, path) {
        const paths = found.get(object) ?? new Map<string, number>();
        if (!paths.has(path)) paths.set(path, order);
        found.set(object, paths);
      },
      missing: () => {
        isKnown = false;
      },
      beyond: () => {
        isWhole = false;
      },
    });
    if (!isKnown) unknown.push(commit.id);
  }
  const authors = await authorsOf(repository, commits, found);
  const atHead = objectsAtHead(directory, search, graph.commits);
  const byObject = new Map<string, Provenance>();
  for (const [object, paths] of found) {
    const introductions = [...paths].map(([path, order]) => {
      const { id } = commits[order] ?? { id: "" };
      return { path, commit: id, order, author: authors.get(id)?.author ?? null, date: authors.get(id)?.date ?? null };
    });
    introductions.sort((a, b) => a.order - b.order);
    byObject.set(object, { introductions, history: { paths: [...paths.keys()].sort(), atHead: atHead.has(object) } });
  }
  return { byObject, notScanned: unknownLines(directory, unknown, isWhole) };
}

async function filledGraph(
  repository: Repository,
  objects: ReadonlySet<string>,
  scanned: HistoryGraph | null,
): Promise<HistoryGraph> {
  const others = scanned?.others() ?? null;
  if (scanned !== null && others !== null) {
    await readStructureOf(repository, others, scanned);
    return scanned;
  }
  const graph = createHistoryGraph(repository.idBytes);
  graph.expect([...objects]);
  await readStructure(repository, graph);
  return graph;
}

function unknownLines(directory: string, commits: readonly string[], isWhole: boolean): NotScanned[] {
  if (!isWhole) {
    const detail = "The history holds more folders than are followed: not every path of what was found is listed.";
    return [notScanned("too-large", detail)];
  }
  const [first, ...others] = commits;
  if (first === undefined) return [];
  const which = others.length === 0 ? `commit ${first}` : `${commits.length} commits, ${first} the first of them,`;
  const detail = `The files of ${which} are not known, since a tree is missing or damaged.`;
  const reason = isPartial(directory) ? "partial-clone" : "unreadable";
  return [notScanned(reason, detail, { commit: others.length === 0 ? first : null })];
}

async function authorsOf(
  repository: Repository,
  commits: readonly CommitNode[],
  found: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<Map<string, Pick<Message, "author" | "date">>> {
  const orders = new Set([...found.values()].flatMap((paths) => [...paths.values()]));
  const ids = [...orders].map((order) => commits[order]?.id ?? "");
  const authors = new Map<string, Pick<Message, "author" | "date">>();
  if (ids.length === 0) return authors;
  for await (const objects of readObjects(repository, ids)) {
    for (const object of objects) if (object.state === "whole") authors.set(object.id, parseMessage(object.bytes));
  }
  return authors;
}

function objectsAtHead(directory: string, search: TreeSearch, commits: ReadonlyMap<string, CommitNode>): Set<string> {
  const head = commits.get(resolveCommit(directory, "HEAD") ?? "");
  return head === undefined ? new Set() : search.objectsIn(Buffer.from(head.tree, "hex"));
}
