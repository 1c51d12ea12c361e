import { Failure } from "../../failure.ts";
import { address } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import { pathsItems } from "../path-items.ts";
import type { SourceItem } from "../source.ts";
import { createWindowCutter, type WindowCutter } from "../windows.ts";
import { type ChangedBlob, changedBlobs } from "./changed-blobs.ts";
import { type Message, parseMessage } from "./commit-object.ts";
import { GitError, git } from "./git.ts";
import { readObjects, wholeBytes } from "./objects.ts";
import type { RawCommit } from "./raw-diff.ts";
import { isZeroId, repositoryFacts, resolveCommit } from "./repository.ts";
import { treeDiffs, untoldLine } from "./tree-diffs.ts";

/** Commits whose files are read in one go. */
const batchCommits = 500;

/**
 * What every commit of a range adds, and its message, oldest first. A merge commit counts with the lines that are
 * in none of its parents. Throws a `Failure` when the range or the repository cannot be resolved.
 * @param range as git writes it: `A..B`, `A...B`, or one name for everything that it reaches
 * @param archiveBytes size up to which an archive is opened
 */
export async function* commitRange(
  directory: string,
  range: string,
  archiveBytes = wholeBytes,
): AsyncGenerator<SourceItem> {
  const { isShallow } = repositoryFacts(directory);
  const commits = commitsOf(directory, range);
  yield { type: "commits", count: commits.length };
  if (isShallow) {
    const detail = "The clone is shallow: commits before its boundary are not here. Run git fetch --unshallow.";
    yield notScannedItem("shallow-clone", detail);
  }
  const untold: string[] = [];
  for (let from = 0; from < commits.length; from += batchCommits) {
    const batch = commits.slice(from, from + batchCommits);
    const messages = new Map<string, Message>();
    yield* messageItems(directory, batch, messages);
    const changes: ChangedBlob[] = [];
    for await (const diff of treeDiffs(directory, batch, "combined")) {
      if (diff.type === "untold") {
        for (const commit of diff.commits) untold.push(commit);
        continue;
      }
      yield* newNames(diff, messages);
      for (const change of written(diff, messages)) changes.push(change);
    }
    yield* changedBlobs(directory, changes, archiveBytes);
  }
  const line = untoldLine(directory, untold);
  if (line !== null) yield { type: "not-scanned", notScanned: line };
}

/** The messages of commits as documents; what is known of each goes to `messages`. */
async function* messageItems(
  directory: string,
  commits: readonly string[],
  messages: Map<string, Message>,
): AsyncGenerator<SourceItem> {
  let cutter: WindowCutter | null = null;
  for await (const objects of readObjects(directory, commits)) {
    for (const object of objects) {
      const { id } = object;
      if (object.state === "missing" || object.state === "damaged") {
        for (const document of cutter?.end() ?? []) yield { type: "document", document };
        cutter = null;
        const detail = "The commit's message cannot be read: run git fsck.";
        yield notScannedItem("unreadable", detail, { commit: id });
        continue;
      }
      if (object.state === "whole" || object.first) messages.set(id, parseMessage(object.bytes));
      const { author = null, date = null, bytes = object.bytes } = messages.get(id) ?? {};
      const where = address("commit-message", { commit: id, author, date });
      if (object.state === "whole") {
        yield { type: "document", document: { address: where, bytes, firstLine: 1, added: null } };
        continue;
      }
      // Too long to hold: lines are counted from the begin of the commit, as its header is not cut off.
      cutter ??= createWindowCutter(where);
      for (const document of cutter.push(object.bytes)) yield { type: "document", document };
      if (!object.last) continue;
      for (const document of cutter.end()) yield { type: "document", document };
      cutter = null;
    }
  }
}

function commitsOf(directory: string, range: string): string[] {
  try {
    const listing = git(directory, ["rev-list", "--reverse", "--topo-order", "--end-of-options", range, "--"]);
    const commits = listing.toString("latin1").split("\n").filter(Boolean);
    if (commits.length === 0) requireCommits(directory, range);
    return commits;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new Failure(
      "usage",
      `Git cannot resolve the range ${range}: write it as A..B with branches, tags or commits that are in this clone; a shallow clone may need git fetch --unshallow.`,
      { cause: error },
    );
  }
}

/** A file or a folder of a commit is a revision, too, and reaches no commit. Throws a `Failure` for one. */
function requireCommits(directory: string, range: string): void {
  const names = git(directory, ["rev-parse", "--revs-only", "--end-of-options", range, "--"]).toString("latin1");
  for (const [id] of names.matchAll(/(?<=^\^?)[0-9a-f]+$/gm)) {
    if (resolveCommit(directory, id) !== null) continue;
    throw new Failure(
      "usage",
      `${range} names a file or a folder, no commits: write a range as A..B with branches, tags or commits.`,
    );
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
