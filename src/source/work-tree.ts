import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, resolve, sep } from "node:path";
import { Failure } from "../failure.ts";
import { address } from "./document.ts";
import { askGit, git } from "./git.ts";
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
  if (!isFolder) {
    // A link that a person names is meant.
    const real = realpathSync(root);
    yield* file(dirname(real), basename(real), options);
    return;
  }
  const context: Context = { root, realRoot: realpathSync(root), options, seen: new Set() };
  const rules = options.files === "tracked-and-untracked" && isRepository(root) && !isIgnored(root);
  yield* rules ? listedByGit(context, "") : walk(context, "");
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
}

/** @param prefix folder of the repository inside the root, with a final `/`, or empty */
function* listedByGit(context: Context, prefix: string): Generator<SourceItem> {
  const folder = resolve(context.root, prefix);
  const listing = git(folder, ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
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
    const item = file(context.root, path, context.options, full);
    let next = item.next();
    if (!next.done && next.value.type === "not-scanned" && next.value.notScanned.reason === "special-file") {
      const kind = kindOf(resolve(context.root, path));
      if (kind === "folder") {
        yield* nested(context, `${path}/`);
        continue;
      }
      if (kind === "link") {
        yield* link(context, path);
        continue;
      }
    }
    // Deleted from the work tree, still in the index: there is nothing to scan.
    if (!next.done && isAbsence(next.value) && kindOf(full ?? resolve(context.root, path)) === "absent") continue;
    for (; !next.done; next = item.next()) yield next.value;
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
      if (error instanceof Failure) throw error;
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
      else yield* file(context.root, path, context.options);
    }
  }
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

/** @param raw the file's full name as bytes, when it is no UTF-8 */
function* file(
  root: string,
  path: string,
  { wholeBytes }: WorkTreeOptions,
  raw: Buffer | null = null,
): Generator<SourceItem> {
  const where = address("file", { path: sep === "/" ? path : path.replaceAll(sep, "/") });
  const read = readFile(raw ?? `${root}${sep}${path}`, where, wholeBytes);
  switch (read.type) {
    case "whole":
      yield { type: "document", document: { address: where, bytes: read.bytes, firstLine: 1, added: null } };
      break;
    case "large":
      yield* read.items;
      break;
    case "not-scanned":
      yield notScannedFile(where.path, read);
      break;
  }
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

function isAbsence(item: SourceItem): boolean {
  return item.type === "not-scanned" && item.notScanned.reason === "unreadable";
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
