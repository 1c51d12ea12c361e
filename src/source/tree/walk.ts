import { type Dirent, lstatSync, readdirSync, readlinkSync, realpathSync } from "node:fs";
import { sep } from "node:path";
import { address } from "../document.ts";
import { historyDetail } from "../git-history.ts";
import { notScannedItem } from "../not-scanned.ts";
import { pathItems } from "../path-items.ts";
import type { SourceItem } from "../source.ts";
import { isAbsent, problemItem, problemOf } from "./open-file.ts";
import { nameOf, type TreeFile } from "./settle-files.ts";

/** A listed file. One that git tracks may have been deleted since; one from a folder listing existed. */
export interface ListedFile extends TreeFile {
  readonly listedBy: "git" | "folder";
}

/** A folder of a tree. Its `path`, and its `raw` where it has one, end in `/`; the root's path is empty. */
export type TreeFolder = TreeFile;

/** An item of a listing: a file that is not yet read, or a result that needs no reading. */
export type TreeEntry = ListedFile | SourceItem;

/** A tree while it is listed. */
export interface Tree {
  readonly root: string;
  readonly realRoot: string;
  /** Files that git lists more than once, as it does during a merge. */
  readonly seen: Set<string>;
  /** Files that are in the index but need not be in the work tree, by their repository's path below the root. */
  readonly skipped: Map<string, string[]>;
}

/** Every file below a folder, regardless of ignore rules, except in git's own folders. */
export function* walk(tree: Tree, start: TreeFolder): Generator<TreeEntry> {
  const root = `${tree.root}${sep}`;
  const folders = [start];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: readonly Entry[];
    try {
      entries = readFolder(nameOf(root, folder));
    } catch (error) {
      yield* pathItems(folder.path);
      yield problemItem(folder.path, problemOf(error));
      continue;
    }
    if (folder.path !== "" && entries.some((entry) => entry.isDirectory() && entry.name.toString() === ".git")) {
      yield nestedHistory(folder.path);
    }
    // Reversed, since the last folder is taken next.
    for (const entry of entries.toReversed()) {
      if (entry.isDirectory() && entry.name.toString() !== ".git") folders.push(folderOf(inside(root, folder, entry)));
    }
    for (const entry of entries) {
      if (entry.isDirectory()) continue;
      const file = inside(root, folder, entry);
      if (entry.isFile()) {
        yield file;
        continue;
      }
      yield* pathItems(file.path);
      if (entry.isSymbolicLink()) yield* link(tree, file);
      // Not even opened: a writer to a fifo would be notified that its reader has gone.
      else yield notScannedItem("special-file", "It is not a regular file.", file);
    }
  }
}

/** The scan's own repository is not listed: whoever wants its history asks for it. */
export function nestedHistory(path: string): SourceItem {
  return notScannedItem("git-history", historyDetail("git repository"), { path });
}

type Entry = Dirent<string> | Dirent<NonSharedBuffer>;

/** Names are read as text, which is fast, and again as bytes when one is not UTF-8. */
function readFolder(folder: string | Buffer): readonly Entry[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes("\uFFFD"))) return entries;
  return readdirSync(folder, { withFileTypes: true, encoding: "buffer" });
}

function inside(root: string, folder: TreeFolder, { name }: Entry): ListedFile {
  const path = `${folder.path}${name.toString()}`;
  if (folder.raw === null && typeof name === "string") return { path, raw: null, listedBy: "folder" };
  const raw = Buffer.concat([Buffer.from(nameOf(root, folder)), Buffer.from(name)]);
  return { path, raw, listedBy: "folder" };
}

/** A file that turned out to be a folder. */
export function folderOf({ path, raw }: TreeFile): TreeFolder {
  return { path: `${path}/`, raw: raw === null ? null : Buffer.concat([raw, Buffer.from("/")]) };
}

/** A link's target path is content stored by git; the file it points to is scanned at its own path. */
export function* link(tree: Tree, file: TreeFile): Generator<SourceItem> {
  const { path } = file;
  const full = nameOf(`${tree.root}${sep}`, file);
  let target: string;
  try {
    const bytes = readlinkSync(full, "buffer");
    yield { type: "document", document: { address: address("file", { path }), bytes, firstLine: 1, added: null } };
    target = file.raw === null ? realpathSync(full) : realpathSync.native(full);
  } catch (error) {
    const problem = problemOf(error);
    // It may also be dangling or cyclic.
    if (!isAbsent(error) && problem.reason === "unreadable") yield problemItem(path, problem);
    return;
  }
  if (target === tree.realRoot || target.startsWith(`${tree.realRoot}${sep}`)) return;
  yield notScannedItem("symlink-outside", "The symbolic link leads out of the tree.", { path });
}

/** What is at a path, without following a link. */
export function kindOf(path: string | Buffer): "folder" | "link" | "absent" | "other" {
  try {
    const stat = lstatSync(path);
    return stat.isDirectory() ? "folder" : stat.isSymbolicLink() ? "link" : "other";
  } catch (error) {
    // Opening the file reports every other error, such as a parent folder without permission.
    return isAbsent(error) ? "absent" : "other";
  }
}
