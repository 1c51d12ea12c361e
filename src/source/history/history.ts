import type { Survey } from "../../detect/collector.ts";
import { Failure } from "../../failure.ts";
import { address, type Document } from "../document.ts";
import { parseMessage, textItems } from "../git/commit-object.ts";
import { askGit, git } from "../git/git.ts";
import { type ObjectType, wholeBytes } from "../git/objects.ts";
import { readObjects } from "../git/read-objects.ts";
import { isPartial, type Repository, repositoryAt } from "../git/repository.ts";
import { treeItems } from "../git/tree-object.ts";
import { notScannedItem } from "../not-scanned.ts";
import { packType } from "../pack/entry-header.ts";
import { type ObjectStore, type Pack, packCount, readObjectStore } from "../pack/object-store.ts";
import { type OpenPacks, openPacks } from "../pack/open-packs.ts";
import { isRelevant } from "../relevance.ts";
import type { SourceItem } from "../source.ts";
import { createWindowCutter, type WindowCutter } from "../windows.ts";
import type { HistoryGraph } from "./history-graph.ts";
import { listObjects } from "./list-objects.ts";
import { lookForMissing, type MissingObjects } from "./missing-objects.ts";

export interface HistoryOptions {
  /** `packs`: packs in a known format are read directly. `git`: git prints every object. */
  readonly reader: "packs" | "git";
  /** Largest archive that is opened; by default the largest object that is held in memory. */
  readonly archiveBytes?: number;
  /** Receives the commits and trees that are read directly from packs, if a file among them may matter. */
  readonly graph?: HistoryGraph;
  /** The repository, if git has been asked for it. */
  readonly repository?: Repository;
}

/**
 * Every blob and the message and headers of every commit and tag in a repository's object store, once each, reachable or
 * not, including alternates, and the names of its files and refs. Blobs have an address without path and
 * commit: the object's id. Throws a `Failure` when there is no repository.
 */
export async function* history(
  directory: string,
  options: HistoryOptions = { reader: "packs" },
): AsyncGenerator<SourceItem> {
  const { repository = repositoryAt(directory) } = options;
  const { archiveBytes = wholeBytes } = options;
  let missing: MissingObjects | null = null;
  let packs: OpenPacks | null = null;
  try {
    const { store, unreadable } = readObjectStore(repository);
    packs = store === null || options.reader === "git" ? null : openedPacks(store);
    const clone = { isShallow: repository.isShallow, isPartial: isPartial(directory) };
    yield* limitsOfClone(clone);
    for (const detail of unreadable) yield notScannedItem("unreadable", `${detail} What it holds was not scanned.`);
    const refs = refsOf(directory);
    if (!clone.isPartial) missing = lookForMissing(directory, new Set(refs.map(({ id }) => id)));
    yield* refNames(refs);
    if (store === null) yield* unopenedPacks(repository);
    if (store === null || packs === null) yield* printedByGit(repository, archiveBytes);
    else yield* readFromPacks(repository, store, packs, { archiveBytes, graph: options.graph });
    const line = (await missing?.line()) ?? null;
    if (line !== null) yield { type: "not-scanned", notScanned: line };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      "incomplete",
      "The repository changed while it was read, so the scan is not complete: run it again.",
      {
        cause: error,
      },
    );
  } finally {
    missing?.stop();
    packs?.close();
  }
}

/** Null when a pack has disappeared since the store was listed: after a repack, git knows where the objects are. */
function openedPacks({ packs }: ObjectStore): OpenPacks | null {
  try {
    return openPacks(packs);
  } catch {
    return null;
  }
}

async function* readFromPacks(
  repository: Repository,
  { packs, loose }: ObjectStore,
  open: OpenPacks,
  { archiveBytes, graph }: { readonly archiveBytes: number; readonly graph: HistoryGraph | undefined },
): AsyncGenerator<SourceItem> {
  const left = [...loose];
  const packed = packs.reduce((sum, pack) => sum + textCount(pack), 0);
  yield { type: "expected", documents: packed + loose.length };
  graph?.expect(loose);
  const reports = open.read(graph);
  let next = reports.next();
  for (; !next.done; next = reports.next()) {
    const report = next.value;
    left.push(...report.left);
    for (const object of report.relevant) yield* foundItems(object);
    yield { type: "clean", documents: report.documents, bytes: report.bytes };
    yield { type: "commits", count: report.commits };
  }
  if (next.value) graph?.complete(left);
  if (left.length > 0) yield* objectItems(repository, left, archiveBytes);
}

/** What counts as a document: trees do not. */
function textCount({ entries, wanted }: Pack): number {
  let count = 0;
  for (let entry = 0; entry < entries.count; entry++) {
    if (wanted[entry] === 1 && entries.type[entry] !== packType.tree) count += 1;
  }
  return count;
}

async function* printedByGit(repository: Repository, archiveBytes: number): AsyncGenerator<SourceItem> {
  const { blob, commit, tag, tree } = await listObjects(repository.directory);
  yield { type: "expected", documents: blob.length + commit.length + tag.length };
  // Two readers keep both cores busy; each takes its half in pack order, so that git rebuilds a delta's base once.
  const middle = blob.length >> 1;
  const readers = [[...commit, ...tag, ...blob.slice(0, middle)], blob.slice(middle)];
  yield* interleave(readers.filter((ids) => ids.length > 0).map((ids) => objectItems(repository, ids, archiveBytes)));
  if (tree.length === 0) return;
  yield { type: "expected", documents: tree.length };
  yield* objectItems(repository, tree, archiveBytes);
}

/** What is missing from a shallow or partial clone. */
function* limitsOfClone(clone: { readonly isShallow: boolean; readonly isPartial: boolean }): Generator<SourceItem> {
  if (clone.isShallow) {
    yield notScannedItem(
      "shallow-clone",
      "The clone is shallow: commits before its boundary are not here. Run git fetch --unshallow.",
    );
  }
  if (clone.isPartial) {
    yield notScannedItem(
      "partial-clone",
      "The clone is partial: objects that were never fetched are not here. Scan a full clone.",
    );
  }
}

/** Git skips a pack whose index is damaged. */
function* unopenedPacks(repository: Repository): Generator<SourceItem> {
  const counted = /^packs: (\d+)$/m.exec(askGit(repository.directory, ["count-objects", "-v"]) ?? "")?.[1];
  const unopened = packCount(repository) - Number(counted);
  if (unopened <= 0) return;
  yield notScannedItem(
    "unreadable",
    `Git cannot open ${unopened} of the packs: run git fsck. What they hold was not scanned.`,
  );
}

interface Ref {
  readonly name: Buffer;
  readonly id: string;
}

function refsOf(directory: string): Ref[] {
  const listing = git(directory, ["for-each-ref", "--format=%(objectname) %(refname)"]);
  const refs: Ref[] = [];
  for (let start = 0, end = listing.indexOf(0x0a); end !== -1; end = listing.indexOf(0x0a, start)) {
    const space = listing.indexOf(0x20, start);
    refs.push({ id: listing.toString("latin1", start, space), name: listing.subarray(space + 1, end + 1) });
    start = end + 1;
  }
  return refs;
}

/** People also choose the names of branches and tags, so these may contain keys. */
function* refNames(refs: readonly Ref[]): Generator<SourceItem> {
  if (refs.length === 0) return;
  const bytes = Buffer.concat(refs.map(({ name }) => name));
  yield { type: "document", document: { address: address("ref-name"), bytes, firstLine: 1, added: null } };
}

/** Reads objects by id and yields those that may matter as documents; counts the others. */
async function* objectItems(
  repository: Repository,
  ids: readonly string[],
  archiveBytes: number,
): AsyncGenerator<SourceItem> {
  let cutter: WindowCutter | null = null;
  for await (const objects of readObjects(repository, ids, { archiveBytes })) {
    let documents = 0;
    let bytes = 0;
    let commits = 0;
    let trees = 0;
    for (const object of objects) {
      if (object.state === "missing" || object.state === "damaged") {
        for (const document of cutter?.end() ?? []) yield { type: "document", document };
        cutter = null;
        const { id } = object;
        const detail = `The object ${id} cannot be read: run git fsck.`;
        yield notScannedItem("unreadable", detail, { object: id });
        continue;
      }
      if (object.type === "tree") {
        if (object.state === "whole") yield* treeItems(object.id, object.bytes);
        else if (object.last)
          yield notScannedItem("too-large", "The names in a folder of this size were not scanned.", {
            object: object.id,
          });
        if (object.state === "whole" || object.last) trees += 1;
        continue;
      }
      if (object.state === "whole" && object.type === "commit") commits += 1;
      if (object.state === "part") {
        cutter ??= createWindowCutter(addressOf(object));
        for (const document of cutter.push(object.bytes)) yield { type: "document", document };
        if (!object.last) continue;
        for (const document of cutter.end()) yield { type: "document", document };
        cutter = null;
      } else if (isRelevant(object.bytes)) {
        yield* foundItems(object);
      } else {
        documents += 1;
        bytes += object.bytes.length;
      }
    }
    yield { type: "clean", documents, bytes };
    yield { type: "commits", count: commits };
    // The type of a loose object is unknown until it is read.
    if (trees > 0) yield { type: "expected", documents: -trees };
  }
}

function addressOf({ id, type }: { readonly id: string; readonly type: ObjectType }): Document["address"] {
  return { ...address(type === "commit" ? "commit-message" : type === "tag" ? "tag-message" : "blob"), object: id };
}

/** The documents of an object that may matter: a blob, the texts of a commit or tag, the names of a tree. */
function* foundItems(object: {
  readonly id: string;
  readonly type: ObjectType;
  readonly bytes: Buffer;
  readonly survey?: Survey | null;
}): Generator<SourceItem> {
  const { id, type, bytes, survey } = object;
  if (type === "blob") {
    const document: Document = { address: addressOf(object), bytes, firstLine: 1, added: null };
    yield { type: "document", document: survey ? { ...document, survey } : document };
  } else if (type === "tree") {
    yield* treeItems(id, bytes);
  } else {
    yield* textItems(type, parseMessage(bytes), { commit: type === "commit" ? id : null, object: id });
  }
}

/** Items of several sources in the order in which they become available. */
async function* interleave(sources: readonly AsyncGenerator<SourceItem>[]): AsyncGenerator<SourceItem> {
  const next = (source: AsyncGenerator<SourceItem>) => source.next().then((result) => ({ source, result }));
  const waiting = new Map(sources.map((source) => [source, next(source)]));
  try {
    while (waiting.size > 0) {
      const { source, result } = await Promise.race(waiting.values());
      if (result.done) {
        waiting.delete(source);
        continue;
      }
      waiting.set(source, next(source));
      yield result.value;
    }
  } finally {
    await Promise.all([...waiting.keys()].map((source) => source.return(undefined)));
  }
}
