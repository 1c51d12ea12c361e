import { setTimeout } from "node:timers/promises";
import { Failure } from "./failure.ts";
import type { ScannedPaths } from "./policy/scanned-path.ts";
import { isScanned } from "./policy/scanned-path.ts";
import { type ScanOptions, type ScanResult, scan } from "./scan.ts";
import { contentName } from "./source/archive/compressed.ts";
import type { NotScanned } from "./source/coverage.ts";
import type { Address } from "./source/document.ts";
import type { Finding } from "./source/finding.ts";
import { Interruption } from "./source/git/git-error.ts";
import { type Repository, repositoryAt } from "./source/git/repository.ts";
import { history } from "./source/history/history.ts";
import { createHistoryGraph, type HistoryGraph } from "./source/history/history-graph.ts";
import { type Introduction, type Provenances, provenanceOf } from "./source/history/provenance.ts";
import { notScanned } from "./source/not-scanned.ts";
import type { Source } from "./source/source.ts";

type ByObject = Provenances["byObject"];

/**
 * Scans everything in a repository's object store. A key is reported once for each path at which it ever was, with the
 * earliest commit that added it there; a key in an object that no commit contains has no path. Exposures are not
 * searched for, since they concern the current code. Throws a `Failure` when there is no repository.
 * @param watch is called with every item of the source, e.g. to show progress
 */
export async function scanHistory(
  directory: string,
  options: Pick<ScanOptions, "limits" | "paths">,
  watch: (source: Source) => Source = (source) => source,
): Promise<ScanResult> {
  const repository = repositoryAt(directory);
  const graph = createHistoryGraph(repository.idBytes);
  const archiveBytes = options.limits.fileBytes;
  const source = history(directory, { reader: "packs", archiveBytes, graph, repository });
  const { findings, exposures, coverage } = await scan(watch(source), { ...options, exposures: [] });
  const objects = new Set<string>();
  for (const { address } of findings) if (hasPath(address) && address.object) objects.add(address.object);
  for (const { object } of coverage.notScanned) if (object !== undefined) objects.add(object);
  const { byObject, notScanned: unknown } = await placesOf(repository, objects, graph);
  const { paths = everyPath } = options;
  const all = introduced(findings, byObject);
  const kept = all.filter((finding) => isScanned(finding.address.path, paths));
  const lines = [...placedLines(coverage.notScanned, byObject), ...unknown];
  const left = lines.filter(({ path }) => isScanned(path, paths));
  const excluded = coverage.excluded + all.length - kept.length + lines.length - left.length;
  return { findings: kept, exposures, coverage: { ...coverage, excluded, notScanned: left } };
}

/** True for something stored in a tree: a file, or a name. */
function hasPath({ type }: Address): boolean {
  return type === "blob" || type === "path";
}

/** Findings are kept even when their commits cannot be determined. */
async function placesOf(
  repository: Repository,
  objects: ReadonlySet<string>,
  graph: HistoryGraph,
): Promise<Provenances> {
  if (objects.size === 0) return { byObject: new Map(), notScanned: [] };
  try {
    return await provenanceOf(repository, objects, graph);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The signal that ended git is delivered in the next turn of the event loop.
    if (error instanceof Interruption) await setTimeout(20);
    const detail = `The commits that hold what was found are not known. ${error.message}`;
    const reason = error instanceof Interruption ? "interrupted" : "unreadable";
    return { byObject: new Map(), notScanned: [notScanned(reason, detail)] };
  }
}

/**
 * Coverage items with the path and commit of their objects. A submodule is listed once per path, with the first commit
 * that added it there, regardless of how often its own commit changed.
 */
function placedLines(lines: readonly NotScanned[], provenance: ByObject): NotScanned[] {
  const others = lines.filter(({ reason }) => reason !== "submodule");
  const submodules = lines.filter(({ reason }) => reason === "submodule");
  const places = submodules.flatMap((line) => {
    const introductions = provenance.get(line.object ?? "")?.introductions ?? [];
    return introductions.map(({ path, commit, order }) => ({ order, line: { ...line, path, commit } }));
  });
  const firsts = new Map<string, NotScanned>();
  for (const { line } of places.toSorted((a, b) => b.order - a.order)) firsts.set(line.path, line);
  const unplaced = submodules.filter(({ object }) => !provenance.has(object ?? ""));
  return [...others.map((line) => placed(line, provenance)), ...firsts.values(), ...unplaced];
}

const everyPath: ScannedPaths = { include: [], exclude: [] };

/** A place in history that a finding could name. */
interface Candidate {
  readonly finding: Finding;
  /** Null for a message, and for an object that no commit contains. */
  readonly introduction: Introduction | null;
}

/** The findings of each key's earliest blob at each path, and those in messages. */
function introduced(findings: readonly Finding[], provenance: ByObject): Finding[] {
  const byKey = Map.groupBy(findings, (finding) => finding.credential.fingerprint);
  return [...byKey.values()].flatMap((sightings) => introducedKey(sightings, provenance));
}

function introducedKey(sightings: readonly Finding[], provenance: ByObject): Finding[] {
  const known = sightings
    .map(({ address }) => provenance.get(address.object ?? ""))
    .filter((each) => each !== undefined);
  const history = {
    paths: [...new Set(known.flatMap((each) => each.history.paths))].sort(),
    atHead: known.some((each) => each.history.atHead),
  };
  const messages: Candidate[] = [];
  const loose: Candidate[] = [];
  const byPath = new Map<string, Candidate[]>();
  for (const finding of sightings) {
    const introductions = provenance.get(finding.address.object ?? "")?.introductions ?? [];
    if (introductions.length === 0) {
      (hasPath(finding.address) ? loose : messages).push({ finding, introduction: null });
    }
    for (const introduction of introductions) {
      const place = `${finding.address.type} ${introduction.path}`;
      const first = byPath.get(place)?.[0];
      const order = first?.introduction?.order ?? Number.POSITIVE_INFINITY;
      if (introduction.order > order) continue;
      // A blob may contain a key more than once; all of its places are listed.
      if (first !== undefined && introduction.order === order) byPath.get(place)?.push({ finding, introduction });
      else byPath.set(place, [{ finding, introduction }]);
    }
  }
  const placed = [...byPath.values()]
    .flat()
    .sort((a, b) => (a.introduction?.order ?? 0) - (b.introduction?.order ?? 0));
  const chosen = [...placed, ...(placed.length === 0 ? loose.slice(0, 1) : []), ...messages];
  return chosen.map(({ finding, introduction }) => {
    const address: Address = introduction === null ? finding.address : introducedAt(finding.address, introduction);
    return { ...finding, address: { ...address, history } };
  });
}

function introducedAt(address: Address, { path, commit, author, date }: Introduction): Address {
  // For a name only the commit is shown, since the path would contain the key.
  if (address.type === "path") return { ...address, commit, author, date };
  const [first, ...rest] = address.container;
  // A compressed file's content is named after the file, whose name was not known until now.
  const container = first === contentName(null) ? [contentName(path), ...rest] : address.container;
  return { ...address, path, commit, author, date, container };
}

function placed(line: NotScanned, provenance: ByObject): NotScanned {
  const [first] = provenance.get(line.object ?? "")?.introductions ?? [];
  return first === undefined ? line : { ...line, path: first.path, commit: first.commit };
}
