import { address } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import { pathsItems } from "../path-items.ts";
import type { SourceItem } from "../source.ts";
import { createWindowCutter, type WindowCutter } from "../windows.ts";
import { type ChangedBlob, changedBlobs } from "./changed-blobs.ts";
import { type Message, parseMessage, textItems } from "./commit-object.ts";
import type { RawCommit } from "./raw-diff.ts";
import { readObjects } from "./read-objects.ts";
import type { Repository } from "./repository.ts";
import { treeDiffs, undeterminedLine } from "./tree-diffs.ts";
import { isZeroId } from "./zero-id.ts";

/** Commits whose files are read in one batch. */
const batchCommits = 500;

/** Which part of commits is read, and how far. */
export interface CommitOptions {
  /** Largest archive that is opened. */
  readonly archiveBytes: number;
  /**
   * Pathspecs, relative to the folder. When there are any, other files and commits that do not touch them are left out.
   */
  readonly paths: readonly string[];
}

/** What each of some commits adds, its message and its headers, in the order given. */
export async function* commitItems(
  repository: Repository,
  commits: readonly string[],
  { archiveBytes, paths }: CommitOptions,
): AsyncGenerator<SourceItem> {
  const { directory, isShallow } = repository;
  if (isShallow) {
    const detail = "The clone is shallow: commits before its boundary are not here. Run git fetch --unshallow.";
    yield notScannedItem("shallow-clone", detail);
  }
  const undetermined: string[] = [];
  for (let from = 0; from < commits.length; from += batchCommits) {
    const all = commits.slice(from, from + batchCommits);
    const batch = paths.length === 0 ? all : await touching(directory, all, paths);
    yield { type: "commits", count: batch.length };
    const messages = new Map<string, Message>();
    yield* messageItems(repository, batch, messages);
    const changes: ChangedBlob[] = [];
    for await (const diff of treeDiffs(directory, batch, "combined", paths)) {
      if (diff.type === "undetermined") {
        for (const commit of diff.commits) undetermined.push(commit);
        continue;
      }
      yield* newNames(diff, messages);
      for (const change of written(diff, messages)) changes.push(change);
    }
    yield* changedBlobs(repository, changes, archiveBytes);
  }
  const line = undeterminedLine(directory, undetermined);
  if (line !== null) yield { type: "not-scanned", notScanned: line };
}

/** The commits that change something at the paths, and those for which git cannot determine it. */
export async function touching(
  directory: string,
  commits: readonly string[],
  paths: readonly string[],
): Promise<readonly string[]> {
  const touched = new Set<string>();
  for await (const diff of treeDiffs(directory, commits, "combined", paths)) {
    if (diff.type === "undetermined") for (const commit of diff.commits) touched.add(commit);
    else if (diff.changes.length > 0) touched.add(diff.commit);
  }
  return commits.filter((commit) => touched.has(commit));
}

/** The messages and headers of commits and tags as documents; their metadata is added to `messages`. */
export async function* messageItems(
  repository: Repository,
  ids: readonly string[],
  messages: Map<string, Message>,
): AsyncGenerator<SourceItem> {
  let cutter: WindowCutter | null = null;
  for await (const objects of readObjects(repository, ids)) {
    for (const object of objects) {
      const { id } = object;
      if (object.state === "missing" || object.state === "damaged") {
        for (const document of cutter?.end() ?? []) yield { type: "document", document };
        cutter = null;
        const detail = "The message of this commit or tag cannot be read: run git fsck.";
        yield notScannedItem("unreadable", detail, { commit: id });
        continue;
      }
      const type = object.type === "tag" ? "tag" : "commit";
      const place = { commit: type === "tag" ? null : id };
      if (object.state === "whole") {
        const message = parseMessage(object.bytes);
        messages.set(id, message);
        yield* textItems(type, message, place);
        continue;
      }
      if (object.first) messages.set(id, parseMessage(object.bytes));
      const { author = null, date = null } = messages.get(id) ?? {};
      const where = address(`${type}-message`, { ...place, author, date });
      // Too long to hold: lines count from the start of the commit, since its header is not cut off.
      cutter ??= createWindowCutter(where);
      for (const document of cutter.push(object.bytes)) yield { type: "document", document };
      if (!object.last) continue;
      for (const document of cutter.end()) yield { type: "document", document };
      cutter = null;
    }
  }
}

/** Names that no parent of a commit has. */
function newNames({ commit, changes }: RawCommit, messages: ReadonlyMap<string, Message>): Generator<SourceItem> {
  const { author = null, date = null } = messages.get(commit) ?? {};
  const added = changes.filter(({ id, oldIds }) => !isZeroId(id) && oldIds.every(isZeroId));
  return pathsItems(
    added.map(({ path }) => path),
    { commit, author, date },
  );
}

function* written({ commit, changes }: RawCommit, messages: ReadonlyMap<string, Message>): Generator<ChangedBlob> {
  const { author = null, date = null } = messages.get(commit) ?? {};
  for (const { path, mode, id, oldIds, oldModes } of changes) {
    if (isZeroId(id) && mode === "000000") continue;
    const replaced = oldIds.filter((old, index) => !isZeroId(old) && oldModes[index] !== "160000");
    yield {
      address: address("blob", { path, commit, author, date }),
      mode,
      id,
      replaced,
    };
  }
}
