import { Failure } from "../../failure.ts";
import { wholeBytes } from "../git/objects.ts";
import { isPartial, type Repository, repositoryAt } from "../git/repository.ts";
import { notScannedItem } from "../not-scanned.ts";
import { packType } from "../pack/entry-header.ts";
import { type ObjectStore, type Pack, readObjectStore } from "../pack/object-store.ts";
import { type OpenPacks, openPacks } from "../pack/open-packs.ts";
import type { SourceItem } from "../source.ts";
import { limitsOfClone, unopenedPacks } from "./clone-limits.ts";
import type { HistoryGraph } from "./history-graph.ts";
import { interleave } from "./interleave.ts";
import { listObjects } from "./list-objects.ts";
import { lookForMissing, type MissingObjects } from "./missing-objects.ts";
import { foundItems, objectItems } from "./object-items.ts";
import { refNames, refsOf } from "./refs.ts";

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
