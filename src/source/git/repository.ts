import { resolve } from "node:path";
import { Failure } from "../../failure.ts";
import { askGit, GitError, git } from "./git.ts";

/** True when git finds a repository, with a work tree or bare, at or above a folder. */
export function isRepository(directory: string): boolean {
  return askGit(directory, ["rev-parse", "--git-dir"]) !== null;
}

/** Where a folder is, seen from the repository around it. */
export type RepositoryPlace =
  /** In a work tree. */
  | { readonly type: "work-tree" }
  /** In a bare repository, or in git's own folder. */
  | { readonly type: "repository" }
  | { readonly type: "outside" }
  /** In a repository that git will not read, e.g. since it belongs to another user; `reason` is git's sentence. */
  | { readonly type: "refused"; readonly reason: string };

/** Asks git where a folder is. */
export function repositoryPlace(directory: string): RepositoryPlace {
  try {
    const answer = git(directory, ["rev-parse", "--is-inside-work-tree"]).toString("latin1").trim();
    return { type: answer === "true" ? "work-tree" : "repository" };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const isOutside = error.said.includes("not a git repository (or any ");
    const [reason = ""] = error.said.replace(/^fatal: /, "").split("\n");
    return isOutside ? { type: "outside" } : { type: "refused", reason };
  }
}

/** True in a repository without a work tree, to which others push. */
export function isBare(directory: string): boolean {
  return askGit(directory, ["rev-parse", "--is-bare-repository"]) === "true";
}

/**
 * Commits that git lists, parents first. Throws what git says.
 * @param revisions as the arguments of `git rev-list`; what others have named stands after `--end-of-options`
 * @param ids further ones, `^` before those that are left out: there may be more than a command line takes
 */
export function revList(
  directory: string,
  revisions: readonly string[],
  ids: readonly string[] = [],
): readonly string[] {
  const stdin = ids.length === 0 ? [] : ["--stdin"];
  const args = ["rev-list", "--reverse", "--topo-order", ...stdin, ...revisions, "--"];
  const listing = git(directory, args, ids.length === 0 ? undefined : `${ids.join("\n")}\n`);
  return listing.toString("latin1").split("\n").filter(Boolean);
}

/** Throws a `Failure` that says what to do when a folder is in no repository. */
export function requireRepository(directory: string): void {
  if (isRepository(directory)) return;
  throw new Failure(
    "usage",
    `${directory} is not in a git repository that git will read: name a checkout or a bare repository. If it belongs to another user, add it to git's safe.directory.`,
  );
}

/** What a repository says of itself. */
export interface RepositoryFacts {
  /** Folder of the object store. */
  readonly objects: string;
  /** Bytes of an object id. */
  readonly idBytes: 20 | 32;
  /** True when older commits were left out when the repository was cloned. */
  readonly isShallow: boolean;
}

/** Asks for everything at once. Throws the `Failure` of {@link requireRepository}. */
export function repositoryFacts(directory: string): RepositoryFacts {
  const questions = ["--is-shallow-repository", "--show-object-format", "--git-path", "objects"];
  const answer = askGit(directory, ["rev-parse", ...questions]);
  if (answer === null) requireRepository(directory);
  const [shallow = "", format = "", ...objects] = (answer ?? "").split("\n");
  return {
    objects: resolve(directory, objects.join("\n")),
    idBytes: format === "sha256" ? 32 : 20,
    isShallow: shallow === "true",
  };
}

/** True when objects were left out when the repository was cloned, to be fetched when needed. */
export function isPartial(directory: string): boolean {
  const names = "^(extensions\\.partialclone|remote\\..*\\.(promisor|partialclonefilter))$";
  return askGit(directory, ["config", "--get-regexp", names]) !== null;
}

/** A full commit id as git resolves it, or null. */
export function resolveCommit(directory: string, name: string): string | null {
  return askGit(directory, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
}

/** The id of an empty blob's neighbour: zeros of the length that this repository's ids have. */
export function isZeroId(id: string): boolean {
  return /^0+$/.test(id);
}
