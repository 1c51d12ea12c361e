import { lstatSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { resolve, sep } from "node:path";
import { address } from "./document.ts";
import { askGit, GitError, git } from "./git.ts";
import { notScannedFile, problemOf } from "./read-file.ts";
import type { TreeFile } from "./settle-files.ts";
import type { SourceItem } from "./source.ts";

/** What a listing yields: a file, about which nothing is known yet, or what can be said without reading one. */
export type TreeEntry = TreeFile | SourceItem;

/** A tree while it is listed. */
export interface Tree {
  readonly root: string;
  readonly realRoot: string;
  /** Files that git lists more than once, as it does in the middle of a merge. */
  readonly seen: Set<string>;
}

/** True when the repository around a folder leaves it out. */
export function isIgnored(root: string): boolean {
  return askGit(root, ["check-ignore", "--quiet", "."]) !== null;
}

/**
 * The files that git lists in a repository, or in one inside the tree.
 * @param prefix folder of the repository inside the root, with a final `/`, or empty
 */
export function* listedByGit(tree: Tree, prefix: string): Generator<TreeEntry> {
  const folder = resolve(tree.root, prefix);
  const listing = git(folder, ["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
  yield { type: "expected", documents: listing.reduce((names, byte) => (byte === 0 ? names + 1 : names), 0) };
  for (const { name, raw } of nulSeparated(listing)) {
    if (name.endsWith("/")) {
      // A repository inside this one that it does not know as a submodule.
      yield* nested(tree, `${prefix}${name}`);
      continue;
    }
    const path = `${prefix}${name}`;
    if (tree.seen.has(path)) continue;
    tree.seen.add(path);
    yield { path, raw: raw === null ? null : Buffer.concat([Buffer.from(`${folder}${sep}`), raw]) };
  }
}

/** A submodule, or another repository inside the tree: its own rules apply in it. */
export function* nested(tree: Tree, path: string): Generator<TreeEntry> {
  const folder = resolve(tree.root, path);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    yield notScannedFile(path, problemOf(error));
    return;
  }
  if (names.includes(".git")) {
    try {
      yield* listedByGit(tree, path);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      yield notScannedFile(path, { reason: "submodule", detail: "Git cannot read this repository inside the tree." });
    }
  } else if (names.length === 0) {
    yield notScannedFile(path, { reason: "submodule", detail: "The submodule is not checked out." });
  } else {
    yield* walk(tree, path);
  }
}

/** Every file below a folder, whatever any rules say, but for git's own folders. */
export function* walk(tree: Tree, prefix: string): Generator<TreeEntry> {
  const folders = [prefix];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: ReturnType<typeof readFolder>;
    try {
      entries = readFolder(`${tree.root}${sep}${folder}`);
    } catch (error) {
      yield notScannedFile(folder, problemOf(error));
      continue;
    }
    // The first folder comes last, since the last one is taken next.
    for (const entry of entries.toReversed()) {
      if (entry.isDirectory() && entry.name !== ".git") folders.push(`${folder}${entry.name}/`);
    }
    for (const entry of entries) {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) continue;
      if (entry.isSymbolicLink()) yield* link(tree, path);
      else yield { path, raw: null };
    }
  }
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

/** A link's own text is content that git keeps; what it points at counts where it stands. */
export function* link(tree: Tree, path: string): Generator<SourceItem> {
  const full = resolve(tree.root, path);
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
  if (target === tree.realRoot || target.startsWith(`${tree.realRoot}${sep}`)) return;
  yield notScannedFile(path, { reason: "symlink-outside", detail: "The symbolic link leads out of the tree." });
}

/** What stands at a path, without following a link. */
export function kindOf(path: string | Buffer): "folder" | "link" | "absent" | "other" {
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
