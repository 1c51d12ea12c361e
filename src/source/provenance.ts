import { isoDate } from "./commit-object.ts";
import type { HistoryPlace } from "./document.ts";
import { askGit, git, startGit } from "./git.ts";
import { writeLines } from "./git-objects.ts";
import { resolveCommit } from "./git-repository.ts";
import { createRawDiffParser } from "./raw-diff.ts";

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

interface CommitNode {
  readonly id: string;
  readonly parents: readonly string[];
  readonly time: number;
}

/**
 * For each blob the earliest commit that introduced it at each path, and whether HEAD holds it. Walks every commit
 * of the object store once, reachable or not; a blob that is in no commit's tree is not in the result.
 * @param commits ids of all commits of the object store
 */
export async function provenanceOf(
  directory: string,
  blobs: ReadonlySet<string>,
  commits: readonly string[],
): Promise<Map<string, Provenance>> {
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
  await walkCommits(directory, nodes, note);

  const ids = new Set([...found.values()].flatMap((paths) => [...paths.values()]));
  const authors = await authorsOf(directory, ids);
  const head = blobsAtHead(directory, blobs);
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
  return provenance;
}

/** Parents and times of commits, parents before children and older before newer. */
async function commitNodes(directory: string, commits: readonly string[]): Promise<CommitNode[]> {
  const nodes = new Map<string, CommitNode>();
  for (const line of await logOf(directory, commits, "%H %ct %P")) {
    const [id = "", time = "0", ...parents] = line.split(" ");
    nodes.set(id, { id, time: Number(time), parents: parents.filter(Boolean) });
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

/** Calls `note` for every path that a commit writes, commits in order. */
async function walkCommits(
  directory: string,
  nodes: readonly CommitNode[],
  note: (blob: string, path: string, commit: string) => void,
): Promise<void> {
  const known = new Set(nodes.map((node) => node.id));
  // A commit whose parents are gone is compared with nothing.
  const orphans = nodes.filter((node) => node.parents.some((parent) => !known.has(parent)));
  const orphanIds = new Set(orphans.map((node) => node.id));
  const options = ["--stdin", "-r", "-m", "--root", "--raw", "-z", "--no-abbrev", "--no-renames"];
  const running = startGit(directory, ["diff-tree", ...options, "--ignore-submodules=none"]);
  const written = writeLines(
    running,
    nodes.filter((node) => !orphanIds.has(node.id)).map((node) => node.id),
  );
  const parser = createRawDiffParser();
  const take = (commits: ReturnType<typeof parser.push>) => {
    for (const { commit, changes } of commits) for (const { id, path } of changes) note(id, path, commit);
  };
  for await (const chunk of running.output as AsyncIterable<Buffer>) take(parser.push(chunk));
  take(parser.end());
  await written;
  await running.ended;
  for (const { id } of orphans) for (const [blob, path] of treeOf(directory, id)) note(blob, path, id);
}

async function authorsOf(
  directory: string,
  commits: ReadonlySet<string>,
): Promise<Map<string, { author: string; date: string | null }>> {
  const authors = new Map<string, { author: string; date: string | null }>();
  for (const line of await logOf(directory, [...commits], "%H%x09%an <%ae>%x09%ad")) {
    const [id = "", author = "", when = ""] = line.split("\t");
    const [seconds = "", zone = "+0000"] = when.split(" ");
    authors.set(id, { author, date: isoDate(Number(seconds), zone) });
  }
  return authors;
}

/** One line for each commit; the format must not be able to hold a line end. */
async function logOf(directory: string, commits: readonly string[], format: string): Promise<string[]> {
  if (commits.length === 0) return [];
  const options = ["--no-walk=unsorted", "--stdin", "--date=raw", "--no-mailmap", "--no-show-signature", "--no-color"];
  const running = startGit(directory, ["log", ...options, "--no-patch", "--no-notes", `--format=tformat:${format}`]);
  const written = writeLines(running, commits);
  let text = "";
  running.output.setEncoding("utf8");
  for await (const chunk of running.output as AsyncIterable<string>) text += chunk;
  await written;
  await running.ended;
  return text.split("\n").filter(Boolean);
}

function blobsAtHead(directory: string, blobs: ReadonlySet<string>): Set<string> {
  const head = resolveCommit(directory, "HEAD");
  if (head === null) return new Set();
  return new Set([...treeOf(directory, head)].map(([blob]) => blob).filter((blob) => blobs.has(blob)));
}

/** Blob and path of every file of a commit's tree; nothing when the tree is not there. */
function* treeOf(directory: string, commit: string): Generator<[blob: string, path: string]> {
  if (askGit(directory, ["rev-parse", "--verify", "--quiet", `${commit}^{tree}`]) === null) return;
  const listing = git(directory, ["ls-tree", "-r", "-z", "--full-tree", commit]).toString("utf8");
  for (const entry of listing.split("\0")) {
    const match = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry);
    if (match?.[1] !== undefined && match[2] !== undefined) yield [match[1], match[2]];
  }
}
