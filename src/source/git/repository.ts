import { resolve } from "node:path";
import { Failure } from "../../failure.ts";
import { askGit, git } from "./git.ts";
import { GitError } from "./git-error.ts";

/** True when git finds a repository, with a work tree or bare, at or above a folder. */
export function isRepository(directory: string): boolean {
  return askGit(directory, ["rev-parse", "--git-dir"]) !== null;
}

/** The position of a folder relative to its repository. */
export type RepositoryPlace =
  /** In a work tree. */
  | { readonly type: "work-tree" }
  /** In a bare repository, or in git's own folder. */
  | { readonly type: "repository" }
  | { readonly type: "outside" }
  /** In a repository that git refuses to read, e.g. since another user owns it; `reason` is git's message. */
  | { readonly type: "refused"; readonly reason: string };

/** Asks git where a folder is. */
export function repositoryPlace(directory: string): RepositoryPlace {
  try {
    const answer = git(directory, ["rev-parse", "--is-inside-work-tree"]).toString("latin1").trim();
    return { type: answer === "true" ? "work-tree" : "repository" };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const isOutside = error.said.includes("not a git repository (or any ");
    return isOutside ? { type: "outside" } : { type: "refused", reason: reasonOf(error) };
  }
}

/** True in a bare repository, the kind that others push to. */
export function isBare(directory: string): boolean {
  return askGit(directory, ["rev-parse", "--is-bare-repository"]) === "true";
}

/**
 * Commits listed by git, parents first. Throws git's error.
 * @param revisions arguments of `git rev-list`; names from elsewhere come after `--end-of-options`
 * @param ids further commits, with `^` before excluded ones: there may be more than a command line can hold
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

/** A repository, and what is constant about it. */
export interface Repository {
  /** Any folder in it, in which git runs. */
  readonly directory: string;
  /** Folder of the object store. */
  readonly objects: string;
  /** Length of an object id in bytes. */
  readonly idBytes: 20 | 32;
  /** True for a shallow clone. */
  readonly isShallow: boolean;
  /** True when the folder is in a work tree. */
  readonly isWorkTree: boolean;
}

/**
 * The repository around a folder, in one question to git. Throws a `Failure` that says what to do when there is none.
 */
export function repositoryAt(directory: string): Repository {
  const questions = [
    "--is-shallow-repository",
    "--is-inside-work-tree",
    "--show-object-format",
    "--git-path",
    "objects",
  ];
  const answer = answerOf(directory, ["rev-parse", ...questions]);
  const [shallow = "", inside = "", format = "", ...objects] = answer.split("\n");
  return {
    directory,
    objects: resolve(directory, objects.join("\n")),
    idBytes: format === "sha256" ? 32 : 20,
    isShallow: shallow === "true",
    isWorkTree: inside === "true",
  };
}

function answerOf(directory: string, args: readonly string[]): string {
  try {
    return git(directory, args).toString("utf8").replace(/\n$/, "");
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const extensions = unknownExtensions(error);
    if (extensions !== null) {
      const sentence = `The repository at ${directory} uses what the installed git does not know (${extensions}): update git.`;
      throw new Failure("usage", sentence, { cause: error });
    }
    throw new Failure(
      "usage",
      `${directory} is not in a git repository that git will read: name a checkout or a bare repository. If it belongs to another user, add it to git's safe.directory. Git says: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

/** The extensions of a repository's format that git cannot read, such as `refstorage`; null when it names none. */
function unknownExtensions({ said }: GitError): string | null {
  const [, names] = /unknown repository extensions? found:((?:\s+\S+)+)/.exec(said) ?? [];
  return names === undefined ? null : names.trim().split(/\s+/).join(", ");
}

/** The first line of git's error. */
function reasonOf({ said }: GitError): string {
  return said.replace(/^fatal: /, "").split("\n")[0] ?? "";
}

/** True for a partial clone. */
export function isPartial(directory: string): boolean {
  const names = "^(extensions\\.partialclone|remote\\..*\\.(promisor|partialclonefilter))$";
  return askGit(directory, ["config", "--get-regexp", names]) !== null;
}

/** The full id of a commit as resolved by git, or null. */
export function resolveCommit(directory: string, name: string): string | null {
  return askGit(directory, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
}
