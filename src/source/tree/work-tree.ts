import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";
import { Failure } from "../../failure.ts";
import { address } from "../document.ts";
import { checkoutAround } from "../git/checkout.ts";
import { MissingGit } from "../git/git-error.ts";
import { type RepositoryPlace, repositoryPlace } from "../git/repository.ts";
import type { SourceItem } from "../source.ts";
import { isIgnored, listedByGit, nested } from "./listing.ts";
import { isAbsent, problemItem, problemOf, readFile } from "./open-file.ts";
import { readTree, type TreeReading } from "./read-entries.ts";
import { nameOf } from "./settle-files.ts";
import { skippedFiles } from "./skipped-files.ts";
import { folderOf, kindOf, type ListedFile, link, type Tree, type TreeEntry, walk } from "./walk.ts";

export interface WorkTreeOptions {
  /** `tracked-and-untracked`: without ignored files. `all`: with ignored files; never git's own folder. */
  readonly files: "tracked-and-untracked" | "all";
  /** Bytes of a file read at once; a larger file is read in windows, and not opened when it is an archive. */
  readonly wholeBytes: number;
  /** Threads that read a large tree; by default as many as are worthwhile. */
  readonly threads?: 1 | 2;
  /** Called with a sentence when git refuses to list the files, so that all of them are scanned. */
  readonly tell?: (sentence: string) => void;
}

/**
 * The files of a folder, or one file. In a git repository git itself says which files count; elsewhere all do.
 * A symbolic link is not followed: its target counts when it is in the tree itself, and is a coverage line otherwise.
 * Throws a `Failure` when there is nothing at `path`.
 */
export async function* workTree(path: string, options: WorkTreeOptions): AsyncGenerator<SourceItem> {
  const root = resolve(path);
  const isFolder = isReadableFolder(root, path);
  // A link given by the user is followed.
  const realRoot = realpathSync(root);
  const place = isFolder ? { root, realRoot } : { root: dirname(realRoot), realRoot: dirname(realRoot) };
  const tree: Tree = { ...place, seen: new Set(), skipped: new Map() };
  yield* readTree(listing(tree, isFolder ? null : basename(realRoot), options), readingOf(tree, options));
  yield* skippedFiles(tree, options.wholeBytes);
}

/** False for a file. @param name the path as the user wrote it */
function isReadableFolder(path: string, name: string): boolean {
  try {
    if (!statSync(path).isDirectory()) return false;
    accessSync(path, constants.R_OK | constants.X_OK);
    return true;
  } catch (error) {
    if (isAbsent(error) && path.includes("\uFFFD")) {
      const problem = `${name} holds a name that is no UTF-8, which cannot be given as an argument.`;
      throw new Failure("usage", `${problem} Name the folder around it: what is in it is scanned.`);
    }
    const problem = isAbsent(error) ? `There is no ${name}.` : `${name} cannot be read: ${problemOf(error).detail}`;
    throw new Failure("usage", `${problem} Name a file or a folder.`);
  }
}

function listing(tree: Tree, file: string | null, { files, tell }: WorkTreeOptions): Iterable<TreeEntry> {
  if (file !== null) return [{ path: file, raw: null, listedBy: "folder" }];
  const everything = () => walk(tree, { path: "", raw: null });
  if (files === "all") return everything();
  const place = repositoryPlaceWithoutGit(tree.root);
  switch (place.type) {
    case "work-tree":
      // A folder given by the user is scanned even if its repository ignores it.
      return isIgnored(tree.root) ? everything() : listedByGit(tree, "");
    case "repository":
      throw new Failure(
        "usage",
        `${tree.root} is in a repository and not in its work tree: scan what the repository holds with --history, or the folder's files with --all.`,
      );
    case "refused":
      tell?.(`Git will not read this repository, so that every file is scanned, also what it ignores: ${place.reason}`);
      return everything();
    case "outside":
      return everything();
  }
}

/** Git decides what a repository is, but a folder outside one can be scanned without git. */
function repositoryPlaceWithoutGit(folder: string): RepositoryPlace {
  try {
    return repositoryPlace(folder);
  } catch (error) {
    if (error instanceof MissingGit && checkoutAround(folder) === null) return { type: "outside" };
    throw error;
  }
}

function readingOf(tree: Tree, options: WorkTreeOptions): TreeReading {
  const root = tree.root.endsWith(sep) ? tree.root : `${tree.root}${sep}`;
  const reading: TreeReading = {
    root,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    open: (file) => opened(file),
  };
  /** One file's items, whatever its type. */
  async function* opened(file: ListedFile): AsyncGenerator<SourceItem> {
    const { path } = file;
    const name = nameOf(root, file);
    const where = address("file", { path });
    const read = readFile(name, where, options.wholeBytes);
    if (read.type === "whole") {
      yield { type: "document", document: { address: where, bytes: read.bytes, firstLine: 1, added: null } };
    } else if (read.type === "large") {
      yield* read.items;
    } else {
      const kind = kindOf(name);
      if (kind === "folder") yield* readTree(nested(tree, folderOf(file)), { ...reading, threads: 1 });
      else if (kind === "link") yield* link(tree, file);
      // A file that git lists but is absent was deleted from the work tree: there is nothing to scan.
      else if (kind !== "absent" || file.listedBy === "folder") yield problemItem(path, read);
    }
  }
  return reading;
}
