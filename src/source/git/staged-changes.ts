import { Failure } from "../../failure.ts";
import { address } from "../document.ts";
import { pathsItems } from "../path-items.ts";
import type { SourceItem } from "../source.ts";
import { type ChangedBlob, changedBlobs } from "./changed-blobs.ts";
import { git } from "./git.ts";
import { wholeBytes } from "./objects.ts";
import { requirePathspecs } from "./pathspec.ts";
import { createRawDiffParser } from "./raw-diff.ts";
import { repositoryAt, resolveCommit } from "./repository.ts";
import { isZeroId } from "./zero-id.ts";

/**
 * What the next commit would add: the lines of the index that are not in HEAD.
 * @param archiveBytes size up to which an archive is opened
 * @param paths pathspecs, seen from the folder; none for all
 */
export async function* stagedChanges(
  directory: string,
  archiveBytes = wholeBytes,
  paths: readonly string[] = [],
): AsyncGenerator<SourceItem> {
  const repository = repositoryAt(directory);
  requirePathspecs(directory, paths);
  if (!repository.isWorkTree) {
    throw new Failure("usage", "There is nothing staged in a bare repository: run this in a checkout.");
  }
  const base = resolveCommit(directory, "HEAD") ?? emptyTree(directory);
  const options = [
    "--cached",
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    "--ignore-submodules=none",
    "--no-relative",
  ];
  const parser = createRawDiffParser();
  const listing = git(directory, ["diff-index", ...options, base, "--", ...paths]);
  const commits = [...parser.push(listing), ...parser.end()];
  const changes: ChangedBlob[] = [];
  const named: string[] = [];
  for (const { path, mode, id, oldIds, oldModes } of commits.flatMap((commit) => commit.changes)) {
    // Deleted or unmerged: an unmerged path has no content that could be committed.
    if (isZeroId(id)) continue;
    const replaced = oldIds.filter((old, index) => !isZeroId(old) && oldModes[index] !== "160000");
    changes.push({ address: address("file", { path }), mode, id, replaced });
    if (oldIds.every(isZeroId)) named.push(path);
  }
  yield* pathsItems(named);
  yield* changedBlobs(repository, changes, archiveBytes);
}

/** Before the first commit everything is new. */
function emptyTree(directory: string): string {
  return git(directory, ["hash-object", "-t", "tree", "--stdin"], "").toString("latin1").trim();
}
