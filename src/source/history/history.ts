import { Failure } from "../../failure.ts";
import { address, type Document } from "../document.ts";
import { parseMessage } from "../git/commit-object.ts";
import { askGit, git, startGit } from "../git/git.ts";
import { type ObjectType, readObjects, wholeBytes } from "../git/objects.ts";
import { isPartial, type RepositoryFacts, repositoryFacts } from "../git/repository.ts";
import { notScannedItem } from "../not-scanned.ts";
import { type ObjectStore, packBytes, packCount, readObjectStore } from "../pack/object-store.ts";
import { createPackWork, type PackReport } from "../pack/reader.ts";
import { startPackThreads, threadsFor } from "../pack/threads.ts";
import { isRelevant } from "../relevance.ts";
import type { SourceItem } from "../source.ts";
import { createWindowCutter, type WindowCutter } from "../windows.ts";
import { lookForMissing, type MissingObjects } from "./missing-objects.ts";

/** Ids of all objects by type, in the order in which the packs hold them. */
export interface ObjectList {
  readonly blobs: readonly string[];
  readonly commits: readonly string[];
  readonly tags: readonly string[];
}

export interface HistoryOptions {
  /** `packs`: packs are read directly, on all cores, where their format is known. `git`: git prints every object. */
  readonly reader: "packs" | "git";
  /** Threads that read packs; by default as many as are worth it. */
  readonly threads?: number;
  /** Size up to which an archive is opened; by default that up to which any object is held. */
  readonly archiveBytes?: number;
}

/**
 * Every blob, commit message and tag message that a repository's object store holds, once each, reachable or not,
 * alternates included, and the names of its refs. Blobs have an address without path and commit: the object's id.
 * Throws a `Failure` when there is no repository.
 */
export async function* history(
  directory: string,
  options: HistoryOptions = { reader: "packs" },
): AsyncGenerator<SourceItem> {
  const facts = repositoryFacts(directory);
  const byPacks = options.reader === "packs";
  const { archiveBytes = wholeBytes } = options;
  const threads = startPackThreads(byPacks ? (options.threads ?? threadsFor(packBytes(facts))) : 1);
  let missing: MissingObjects | null = null;
  try {
    const { store, unreadable } = readObjectStore(facts);
    const work = store === null || !byPacks ? null : createPackWork(store.packs);
    if (work !== null) threads.begin(work);
    const clone = { isShallow: facts.isShallow, isPartial: isPartial(directory) };
    yield* limitsOfClone(clone);
    for (const detail of unreadable) yield notScannedItem("unreadable", `${detail} What it holds was not scanned.`);
    const refs = refsOf(directory);
    if (!clone.isPartial) missing = lookForMissing(directory, new Set(refs.map(({ id }) => id)));
    yield* refNames(refs);
    if (store === null) yield* unopenedPacks(directory, facts);
    if (store === null || work === null) yield* printedByGit(directory, archiveBytes);
    else yield* readFromPacksOrGit(directory, store, threads.read(work), archiveBytes);
    const notScanned = (await missing?.line()) ?? null;
    if (notScanned !== null) yield { type: "not-scanned", notScanned };
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
    await threads.close();
  }
}

/** Packs that are gone before anything was read from them have been packed anew: git knows where their objects are. */
async function* readFromPacksOrGit(
  directory: string,
  store: ObjectStore,
  reports: AsyncGenerator<PackReport>,
  archiveBytes: number,
): AsyncGenerator<SourceItem> {
  let hasBegun = false;
  let expected = 0;
  try {
    for await (const item of readFromPacks(directory, store, reports, archiveBytes)) {
      if (item.type === "expected") expected += item.documents;
      else hasBegun = true;
      yield item;
    }
  } catch (error) {
    if (hasBegun || error instanceof Failure) throw error;
    yield { type: "expected", documents: -expected };
    yield* printedByGit(directory, archiveBytes);
  }
}

async function* readFromPacks(
  directory: string,
  { packs, loose }: ObjectStore,
  reports: AsyncGenerator<PackReport>,
  archiveBytes: number,
): AsyncGenerator<SourceItem> {
  const left = [...loose];
  const packed = packs.reduce((sum, { wanted }) => wanted.reduce((texts, each) => texts + each, sum), 0);
  yield { type: "expected", documents: packed + loose.length };
  if (packs.length > 0) {
    for await (const report of reports) {
      left.push(...report.left);
      for (const { id, type, bytes } of report.relevant) {
        yield { type: "document", document: documentOf({ id, type, bytes: asBuffer(bytes) }) };
      }
      yield { type: "clean", documents: report.documents, bytes: report.bytes };
      yield { type: "commits", count: report.commits };
    }
  }
  if (left.length > 0) yield* objectItems(directory, left, archiveBytes);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

async function* printedByGit(directory: string, archiveBytes: number): AsyncGenerator<SourceItem> {
  const { blobs, commits, tags } = await listObjects(directory);
  yield { type: "expected", documents: blobs.length + commits.length + tags.length };
  // Two readers keep both cores busy; each takes its half in pack order, so that git rebuilds a delta's base once.
  const middle = blobs.length >> 1;
  const readers = [[...commits, ...tags, ...blobs.slice(0, middle)], blobs.slice(middle)];
  yield* interleave(readers.filter((ids) => ids.length > 0).map((ids) => objectItems(directory, ids, archiveBytes)));
}

/** What was left out when the repository was cloned. */
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

/** Git passes over a pack whose index is damaged. */
function* unopenedPacks(directory: string, facts: RepositoryFacts): Generator<SourceItem> {
  const counted = /^packs: (\d+)$/m.exec(askGit(directory, ["count-objects", "-v"]) ?? "")?.[1];
  const unopened = packCount(facts) - Number(counted);
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

/** Names of branches and tags are texts that people write, too. */
function* refNames(refs: readonly Ref[]): Generator<SourceItem> {
  if (refs.length === 0) return;
  const bytes = Buffer.concat(refs.map(({ name }) => name));
  yield { type: "document", document: { address: address("ref-name"), bytes, firstLine: 1, added: null } };
}

/** Lists the object store without reading it. */
export async function listObjects(directory: string): Promise<ObjectList> {
  const format = "--batch-check=%(objecttype) %(objectname)";
  const running = startGit(directory, ["cat-file", "--batch-all-objects", "--unordered", "--buffer", format]);
  running.input.end();
  const blobs: string[] = [];
  const commits: string[] = [];
  const tags: string[] = [];
  let rest = "";
  running.output.setEncoding("latin1");
  for await (const chunk of running.output as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("blob ")) blobs.push(line.slice(5));
      else if (line.startsWith("commit ")) commits.push(line.slice(7));
      else if (line.startsWith("tag ")) tags.push(line.slice(4));
    }
  }
  await running.ended;
  return { blobs, commits, tags };
}

/** Reads objects by id and yields those that may matter as documents; the others are counted. */
async function* objectItems(
  directory: string,
  ids: readonly string[],
  archiveBytes: number,
): AsyncGenerator<SourceItem> {
  let cutter: WindowCutter | null = null;
  for await (const objects of readObjects(directory, ids, archiveBytes)) {
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
        yield { type: "document", document: documentOf(object) };
      } else {
        documents += 1;
        bytes += object.bytes.length;
      }
    }
    yield { type: "clean", documents, bytes };
    yield { type: "commits", count: commits };
    // Loose objects do not tell their type before they are read.
    if (trees > 0) yield { type: "expected", documents: -trees };
  }
}

function addressOf({ id, type }: { readonly id: string; readonly type: ObjectType }): Document["address"] {
  return { ...address(type === "commit" ? "commit-message" : type === "tag" ? "tag-message" : "blob"), object: id };
}

/** A blob, or the message of a commit or tag. */
function documentOf(object: { readonly id: string; readonly type: ObjectType; readonly bytes: Buffer }): Document {
  const where = addressOf(object);
  if (object.type === "blob") return { address: where, bytes: object.bytes, firstLine: 1, added: null };
  const { author, date, bytes } = parseMessage(object.bytes);
  const commit = object.type === "commit" ? object.id : null;
  return { address: { ...where, commit, author, date }, bytes, firstLine: 1, added: null };
}

/** Items of several sources as each has one ready. */
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
