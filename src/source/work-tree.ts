import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";
import { Failure } from "../failure.ts";
import { address } from "./document.ts";
import { askGit, GitError, git } from "./git.ts";
import { isRepository } from "./git-repository.ts";
import { notScannedFile, problemOf, readFile } from "./read-file.ts";
import type { SourceItem } from "./source.ts";

export interface WorkTreeOptions {
  /** `tracked-and-untracked`: what git-ignore rules leave out is left out. `all`: ignored files, too; never git's own folder. */
  readonly files: "tracked-and-untracked" | "all";
  /** Bytes of a file that are read at once; a larger file is read in windows, and not opened when it is an archive. */
  readonly wholeBytes: number;
}

/**
 * The files of a folder, or one file. In a git repository git itself says which files count; elsewhere all do.
 * A symbolic link is not followed: its target counts when it is in the tree itself, and is a coverage line otherwise.
 * Throws a `Failure` when there is nothing at `path`.
 */
export function* workTree(path: string, options: WorkTreeOptions): Generator<SourceItem> {
  const root = resolve(path);
  let isFolder: boolean;
  try {
    isFolder = statSync(root).isDirectory();
  } catch (error) {
    throw new Failure("usage", `${path} cannot be read: ${problemOf(error).detail} Name a file or a folder.`);
  }
  // A link that a person names is meant.
  const realRoot = realpathSync(root);
  const place = isFolder ? { root, realRoot } : { root: dirname(realRoot), realRoot: dirname(realRoot) };
  const context: Context = { ...place, options, seen: new Set(), cleanDocuments: 0, cleanBytes: 0 };
  if (!isFolder) yield* file(context, basename(realRoot));
  else if (options.files === "tracked-and-untracked" && isRepository(root) && !isIgnored(root)) {
    yield* listedByGit(context, "");
  } else yield* walk(context, "");
  yield* flush(context);
}

/** A folder that a person names is meant, even when its repository ignores it. */
function isIgnored(root: string): boolean {
  return askGit(root, ["check-ignore", "--quiet", "."]) !== null;
}

interface Context {
  readonly root: string;
  readonly realRoot: string;
  readonly options: WorkTreeOptions;
  /** Files listed more than once, as git does in the middle of a merge. */
  readonly seen: Set<string>;
  cleanDocuments: number;
  cleanBytes: number;
}

/** @param prefix folder of the repository inside the root, with a final `/`, or empty */
function* listedByGit(context: Context, prefix: string): Generator<SourceItem> {
  const folder = resolve(context.root, prefix);
  const listing = git(folder, ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
  yield { type: "expected", documents: listing.reduce((names, byte) => (byte === 0 ? names + 1 : names), 0) };
  for (const { name, raw } of nulSeparated(listing)) {
    if (name.endsWith("/")) {
      // A repository inside this one that it does not know as a submodule.
      yield* nested(context, `${prefix}${name}`);
      continue;
    }
    const path = `${prefix}${name}`;
    if (context.seen.has(path)) continue;
    context.seen.add(path);
    const full = raw === null ? null : Buffer.concat([Buffer.from(`${folder}${sep}`), raw]);
    const items = file(context, path, full);
    const [first] = Array.isArray(items) ? (items as readonly SourceItem[]) : [];
    const missing = first?.type === "not-scanned" ? first.notScanned.reason : null;
    const kind = missing === null ? "other" : kindOf(full ?? resolve(context.root, path));
    if (missing === "special-file" && kind === "folder") yield* nested(context, `${path}/`);
    else if (missing === "special-file" && kind === "link") yield* link(context, path);
    // Deleted from the work tree, still in the index: there is nothing to scan.
    else if (kind !== "absent") yield* items;
  }
}

/** A submodule, or another repository inside the tree: its own rules apply in it. */
function* nested(context: Context, path: string): Generator<SourceItem> {
  const folder = resolve(context.root, path);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    yield notScannedFile(path, problemOf(error));
    return;
  }
  if (names.includes(".git")) {
    try {
      yield* listedByGit(context, path);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      yield notScannedFile(path, { reason: "submodule", detail: "Git cannot read this repository inside the tree." });
    }
  } else if (names.length === 0) {
    yield notScannedFile(path, { reason: "submodule", detail: "The submodule is not checked out." });
  } else {
    yield* walk(context, path);
  }
}

function* walk(context: Context, prefix: string): Generator<SourceItem> {
  const folders = [prefix];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: ReturnType<typeof readFolder>;
    try {
      entries = readFolder(resolve(context.root, folder));
    } catch (error) {
      yield notScannedFile(folder, problemOf(error));
      continue;
    }
    for (const entry of entries) {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== ".git") folders.push(`${path}/`);
      } else if (entry.isSymbolicLink()) yield* link(context, path);
      else yield* file(context, path);
    }
  }
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

/**
 * One file's items. Files in which there is nothing to find are only counted; {@link flush} tells of them.
 * @param raw the file's full name as bytes, when it is no UTF-8
 */
function file(context: Context, path: string, raw: Buffer | null = null): Iterable<SourceItem> {
  const where = address("file", { path: sep === "/" ? path : path.replaceAll(sep, "/") });
  const read = readFile(raw ?? `${context.root}${sep}${path}`, where, context.options.wholeBytes);
  switch (read.type) {
    case "clean":
      context.cleanDocuments += 1;
      context.cleanBytes += read.bytes;
      return context.cleanDocuments < cleanBatch ? [] : flush(context);
    case "whole":
      return [{ type: "document", document: { address: where, bytes: read.bytes, firstLine: 1, added: null } }];
    case "large":
      return read.items;
    case "not-scanned":
      return [notScannedFile(where.path, read)];
  }
}

/** Clean files that are told of at once. */
const cleanBatch = 64;

function flush(context: Context): SourceItem[] {
  const { cleanDocuments: documents, cleanBytes: bytes } = context;
  context.cleanDocuments = 0;
  context.cleanBytes = 0;
  return documents === 0 ? [] : [{ type: "clean", documents, bytes }];
}

/** A link's own text is content that git keeps; what it points at counts where it stands. */
function* link(context: Context, path: string): Generator<SourceItem> {
  const full = resolve(context.root, path);
  let target: string;
  try {
    const text = readlinkSync(full);
    const where = address("file", { path });
    yield { type: "document", document: { address: where, bytes: Buffer.from(text), firstLine: 1, added: null } };
    target = realpathSync(full);
  } catch {
    // It points at nothing, or at itself.
    return;
  }
  if (target === context.realRoot || target.startsWith(`${context.realRoot}${sep}`)) return;
  yield notScannedFile(path, { reason: "symlink-outside", detail: "The symbolic link leads out of the tree." });
}

function kindOf(path: string | Buffer): "folder" | "link" | "absent" | "other" {
  try {
    const stat = lstatSync(path);
    return stat.isDirectory() ? "folder" : stat.isSymbolicLink() ? "link" : "other";
  } catch {
    return "absent";
  }
}

function* nulSeparated(bytes: Buffer): Generator<{ readonly name: string; readonly raw: Buffer | null }> {
  let start = 0;
  for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
    const raw = bytes.subarray(start, end);
    const name = raw.toString("utf8");
    yield { name, raw: name.includes("\uFFFD") ? raw : null };
    start = end + 1;
  }
}
