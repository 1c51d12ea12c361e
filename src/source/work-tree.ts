import { realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";
import { Failure } from "../failure.ts";
import { address } from "./document.ts";
import { isRepository } from "./git-repository.ts";
import { notScannedFile, problemOf, readFile } from "./read-file.ts";
import { readTree, type TreeReading } from "./read-tree.ts";
import { nameOf, type TreeFile } from "./settle-files.ts";
import type { SourceItem } from "./source.ts";
import { isIgnored, kindOf, link, listedByGit, nested, type Tree, type TreeEntry, walk } from "./tree-listing.ts";

export interface WorkTreeOptions {
  /** `tracked-and-untracked`: what git-ignore rules leave out is left out. `all`: ignored files, too; never git's own folder. */
  readonly files: "tracked-and-untracked" | "all";
  /** Bytes of a file that are read at once; a larger file is read in windows, and not opened when it is an archive. */
  readonly wholeBytes: number;
  /** Threads that read a large tree; by default as many as are worth it. */
  readonly threads?: 1 | 2;
}

/**
 * The files of a folder, or one file. In a git repository git itself says which files count; elsewhere all do.
 * A symbolic link is not followed: its target counts when it is in the tree itself, and is a coverage line otherwise.
 * Throws a `Failure` when there is nothing at `path`.
 */
export async function* workTree(path: string, options: WorkTreeOptions): AsyncGenerator<SourceItem> {
  const root = resolve(path);
  let isFolder: boolean;
  try {
    isFolder = statSync(root).isDirectory();
  } catch (error) {
    const absent = error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
    const problem = absent ? `There is no ${path}.` : `${path} cannot be read: ${problemOf(error).detail}`;
    throw new Failure("usage", `${problem} Name a file or a folder.`);
  }
  // A link that a person names is meant.
  const realRoot = realpathSync(root);
  const place = isFolder ? { root, realRoot } : { root: dirname(realRoot), realRoot: dirname(realRoot) };
  const tree: Tree = { ...place, seen: new Set() };
  yield* readTree(listing(tree, isFolder ? null : basename(realRoot), options), readingOf(tree, options));
}

function listing(tree: Tree, file: string | null, { files }: WorkTreeOptions): Iterable<TreeEntry> {
  if (file !== null) return [{ path: file, raw: null }];
  // A folder that a person names is meant, even when its repository ignores it.
  const byGit = files === "tracked-and-untracked" && isRepository(tree.root) && !isIgnored(tree.root);
  return byGit ? listedByGit(tree, "") : walk(tree, "");
}

function readingOf(tree: Tree, options: WorkTreeOptions): TreeReading {
  const root = tree.root.endsWith(sep) ? tree.root : `${tree.root}${sep}`;
  const reading: TreeReading = {
    root,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    open: (file) => opened(file),
  };
  /** One file's items, whatever it turns out to be. */
  async function* opened(file: TreeFile): AsyncGenerator<SourceItem> {
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
      if (kind === "folder") yield* readTree(nested(tree, `${path}/`), { ...reading, threads: 1 });
      else if (kind === "link") yield* link(tree, path);
      // Deleted from the work tree, still in the index: there is nothing to scan.
      else if (kind !== "absent") yield notScannedFile(path, read);
    }
  }
  return reading;
}
