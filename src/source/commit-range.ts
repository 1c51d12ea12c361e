import { Failure } from "../failure.ts";
import { type ChangedBlob, changedBlobs } from "./changed-blobs.ts";
import { type Message, parseMessage } from "./commit-object.ts";
import { address } from "./document.ts";
import { GitError, git } from "./git.ts";
import { readObjects } from "./git-objects.ts";
import { isZeroId, repositoryFacts } from "./git-repository.ts";
import { pathsItems } from "./path-items.ts";
import type { RawCommit } from "./raw-diff.ts";
import type { SourceItem } from "./source.ts";
import { treeDiffs, untoldLine } from "./tree-diffs.ts";

/** Commits whose files are read in one go. */
const batchCommits = 500;

/**
 * What every commit of a range adds, and its message, oldest first. A merge commit counts with the lines that are
 * in none of its parents. Throws a `Failure` when the range or the repository cannot be resolved.
 * @param range as git writes it: `A..B`, `A...B`, or one name for everything that it reaches
 */
export async function* commitRange(directory: string, range: string): AsyncGenerator<SourceItem> {
  const { isShallow } = repositoryFacts(directory);
  const commits = commitsOf(directory, range);
  yield { type: "commits", count: commits.length };
  if (isShallow) {
    const detail = "The clone is shallow: commits before its boundary are not here. Run git fetch --unshallow.";
    yield { type: "not-scanned", notScanned: { path: null, commit: null, reason: "shallow-clone", detail } };
  }
  const untold: string[] = [];
  for (let from = 0; from < commits.length; from += batchCommits) {
    const batch = commits.slice(from, from + batchCommits);
    const messages = new Map<string, Message>();
    for await (const objects of readObjects(directory, batch)) {
      for (const object of objects) {
        if (object.state === "missing" || object.state === "damaged") {
          const detail = "The commit's message cannot be read: run git fsck.";
          yield { type: "not-scanned", notScanned: { path: null, commit: object.id, reason: "unreadable", detail } };
        }
        if (object.state !== "whole") continue;
        const message = parseMessage(object.bytes);
        messages.set(object.id, message);
        const { author, date, bytes } = message;
        const where = address("commit-message", { commit: object.id, author, date });
        yield { type: "document", document: { address: where, bytes, firstLine: 1, added: null } };
      }
    }
    const changes: ChangedBlob[] = [];
    for await (const diff of treeDiffs(directory, batch, "combined")) {
      if (diff.type === "untold") {
        untold.push(...diff.commits);
        continue;
      }
      yield* newNames(diff, messages);
      changes.push(...written(diff, messages));
    }
    yield* changedBlobs(directory, changes);
  }
  const line = untoldLine(directory, untold);
  if (line !== null) yield { type: "not-scanned", notScanned: line };
}

function commitsOf(directory: string, range: string): string[] {
  try {
    const listing = git(directory, ["rev-list", "--reverse", "--topo-order", "--end-of-options", range, "--"]);
    return listing.toString("latin1").split("\n").filter(Boolean);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new Failure(
      "usage",
      `Git cannot resolve the range ${range}: write it as A..B with branches, tags or commits that are in this clone; a shallow clone may need git fetch --unshallow.`,
      { cause: error },
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
