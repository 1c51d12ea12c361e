import { Failure } from "../../failure.ts";
import type { SourceItem } from "../source.ts";
import { commitItems } from "./commits.ts";
import { git } from "./git.ts";
import { GitError } from "./git-error.ts";
import { wholeBytes } from "./objects.ts";
import { requirePathspecs } from "./pathspec.ts";
import { isBare, repositoryAt, resolveCommit, revList } from "./repository.ts";
import { isZeroId } from "./zero-id.ts";

/**
 * What every commit of a range adds, and its message, oldest first. A merge commit counts with the lines that none of
 * its parents contains. Throws a `Failure` when the range or the repository cannot be resolved.
 * @param range in git's syntax: `A..B`, `A...B`, or one revision for everything reachable from it. As in hooks and
 * events, zeros for A mean that B is a new branch, and zeros for B that a branch was deleted
 * @param archiveBytes largest archive that is opened
 * @param paths pathspecs, relative to the folder; other files, and commits that do not touch these, are left out
 */
export async function* commitRange(
  directory: string,
  range: string,
  archiveBytes = wholeBytes,
  paths: readonly string[] = [],
): AsyncGenerator<SourceItem> {
  const repository = repositoryAt(directory);
  requirePathspecs(directory, paths);
  const commits = commitsOf(directory, range);
  yield* commitItems(repository, commits, { archiveBytes, paths });
}

function commitsOf(directory: string, range: string): readonly string[] {
  const [from = "", to = ""] = /^(.*?)\.{2,3}(.*)$/.exec(range)?.slice(1) ?? [];
  try {
    if (isZeroCommit(to)) return [];
    if (isZeroCommit(from)) return newCommits(directory, to === "" ? "HEAD" : to);
    const commits = revList(directory, ["--end-of-options", range]);
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

/** Throws a `Failure` for a revision that names a file or a folder, since it reaches no commit. */
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

/** Zeros as long as an object id: a name of four zeros may be a branch. */
function isZeroCommit(name: string): boolean {
  return isZeroId(name) && (name.length === 40 || name.length === 64);
}

/**
 * The commits of a new branch: those reachable from it but not from any other branch. In a clone the remote-tracking
 * branches are compared, since local ones may not be pushed; in a bare repository all refs are.
 */
function newCommits(directory: string, name: string): readonly string[] {
  const refs = isBare(directory) ? [] : ["refs/remotes"];
  const format = "--format=%(objecttype) %(*objecttype) %(objectname)";
  const listing = git(directory, ["for-each-ref", format, "--no-contains", `${name}^{commit}`, ...refs]);
  const known = [...listing.toString("latin1").matchAll(/^(?:commit |tag commit) *(\S+)$/gm)].map(([, id]) => `^${id}`);
  return revList(directory, ["--end-of-options", name], known);
}
