import { readdirSync } from "node:fs";
import { resolve, sep } from "node:path";
import { askGit, gitWithWarnings } from "../git/git.ts";
import { GitError } from "../git/git-error.ts";
import { notScannedItem } from "../not-scanned.ts";
import type { SourceItem } from "../source.ts";
import { linkFinder } from "./link-finder.ts";
import { problemItem, problemOf } from "./open-file.ts";
import type { TreeFile } from "./settle-files.ts";
import { kindOf, type ListedFile, nestedHistory, type Tree, type TreeEntry, type TreeFolder, walk } from "./walk.ts";

/** True when the repository around a folder ignores it. */
export function isIgnored(root: string): boolean {
  return askGit(root, ["check-ignore", "--quiet", "."]) !== null;
}

/**
 * The files listed by git in a repository, or in one nested in the tree.
 * @param prefix folder of the repository inside the root, with a final `/`, or empty
 */
export function* listedByGit(tree: Tree, prefix: string): Generator<TreeEntry> {
  const folder = resolve(tree.root, prefix);
  const command = ["ls-files", "--cached", "--others", "--exclude-standard", "-t", "-z"];
  const { output, warnings } = gitWithWarnings(folder, command);
  yield { type: "expected", documents: output.reduce((names, byte) => (byte === 0 ? names + 1 : names), 0) };
  yield* closedFolders(folder, prefix, warnings);
  const place: Place = { folder, prefix };
  const linkAbove = linkFinder(folder);
  let isDamaged = false;
  for (const entry of nulSeparated(output)) {
    // A letter for the state in the index, and a space.
    const name = entry.subarray(2);
    if (!isBelow(name.toString("latin1"))) {
      isDamaged = true;
      continue;
    }
    if (entry[0] === skipped) noteSkipped(tree, prefix, name);
    const file = listed(place, name);
    if (file.path.endsWith("/")) {
      // A nested repository that this one does not know as a submodule.
      yield* nested(tree, file);
      continue;
    }
    if (!isFirst(tree, file)) continue;
    const link = linkAbove(file.raw === null ? file.path.slice(prefix.length) : name);
    if (link === null) {
      yield file;
      continue;
    }
    // Git considers the tracked files below it deleted; the link's target is not part of this tree.
    const instead = listed(place, Buffer.from(link));
    if (isFirst(tree, instead)) yield instead;
  }
  if (!isDamaged) return;
  const detail = "Git's index is damaged: it names files that cannot be in this folder, which were not scanned.";
  yield notScannedItem("unreadable", detail, prefix === "" ? {} : { path: prefix });
}

/** False for a name that leads out of its folder or nowhere, which git prints as its index has it. */
function isBelow(name: string): boolean {
  return name
    .replace(/\/$/, "")
    .split("/")
    .every((segment) => segment !== "" && segment !== "." && segment !== "..");
}

/** Git marks with `S` a file that is meant to be absent from the work tree. */
const skipped = 0x53;

function noteSkipped(tree: Tree, prefix: string, name: Buffer): void {
  const names = tree.skipped.get(prefix) ?? [];
  names.push(name.toString("latin1"));
  tree.skipped.set(prefix, names);
}

/** A repository in a tree: its folder, and its path relative to the root, with a final `/`, or empty. */
interface Place {
  readonly folder: string;
  readonly prefix: string;
}

function listed({ folder, prefix }: Place, name: Buffer): ListedFile {
  const text = name.toString("utf8");
  const raw = text.includes("\uFFFD") ? Buffer.concat([Buffer.from(`${folder}${sep}`), name]) : null;
  return { path: `${prefix}${text}`, raw, listedBy: "git" };
}

/**
 * True the first time that a file is listed. Names that are not UTF-8 are compared by bytes: many have the same text.
 */
function isFirst({ seen }: Tree, { path, raw }: TreeFile): boolean {
  const identity = raw === null ? path : `\0${Buffer.from(raw).toString("latin1")}`;
  if (seen.has(identity)) return false;
  seen.add(identity);
  return true;
}

/** Folders that git reports it could not read, so that their untracked files are unknown. */
function* closedFolders(folder: string, prefix: string, warnings: string): Generator<SourceItem> {
  const closed = [...warnings.matchAll(/^warning: could not open directory '(?<path>.*?)': [^\n']*$/gms)];
  if (closed.length === 0) return;
  // Git prints them relative to the top of the work tree, wherever it runs.
  const start = askGit(folder, ["rev-parse", "--show-prefix"]) ?? "";
  const detail = "Git could not look into this folder: what is untracked in it was not scanned.";
  for (const { groups } of closed) {
    const path = groups?.path ?? "";
    const inside = path.startsWith(start) ? path.slice(start.length) : path;
    yield notScannedItem("unreadable", detail, { path: `${prefix}${inside}` });
  }
}

/** A submodule, or another repository inside the tree: its own ignore rules apply. */
export function* nested(tree: Tree, folder: TreeFolder): Generator<TreeEntry> {
  const { path, raw } = folder;
  let names: string[];
  try {
    names = readdirSync(raw === null ? resolve(tree.root, path) : Buffer.from(raw));
  } catch (error) {
    yield problemItem(path, problemOf(error));
    return;
  }
  // Git cannot run in a folder whose name is not UTF-8: its ignore rules have no effect there.
  if (names.includes(".git") && raw === null) {
    if (kindOf(resolve(tree.root, path, ".git")) === "folder") yield nestedHistory(path);
    try {
      yield* listedByGit(tree, path);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      yield notScannedItem("submodule", "Git cannot read this repository inside the tree.", { path });
    }
  } else if (names.length === 0) {
    yield notScannedItem("submodule", "The submodule is not checked out.", { path });
  } else {
    yield* walk(tree, folder);
  }
}

function* nulSeparated(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}
