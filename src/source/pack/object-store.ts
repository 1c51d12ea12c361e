import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Complain, codeOf, looseIds, namesIn } from "../git/loose-objects.ts";
import type { Repository } from "../git/repository.ts";
import { type PackEntries, readPackEntries } from "./entries.ts";
import { findId, type PackIndex, parsePackIndex } from "./index.ts";

/** One pack, and which of its objects to read: each object once, even if other packs contain it. */
export interface Pack {
  readonly path: string;
  readonly entries: PackEntries;
  /** 1 for an entry to read. */
  readonly wanted: Uint8Array;
}

/** A repository's objects as stored on disk. */
export interface ObjectStore {
  readonly packs: readonly Pack[];
  /** Ids of the objects, of any type, that are not in a pack. */
  readonly loose: readonly string[];
}

/** What was found in a repository's object store. */
export interface ObjectStoreReading {
  /** Null when something is stored in an unknown format: then git must print the objects. */
  readonly store: ObjectStore | null;
  /** A sentence for each unreadable part, which git would skip silently. */
  readonly unreadable: readonly string[];
}

/** Lists the packs and loose objects of a repository and its alternates. */
export function readObjectStore({ objects, idBytes }: Repository): ObjectStoreReading {
  const unreadable = new Set<string>();
  const complain = (sentence: string) => void unreadable.add(sentence);
  return { store: readStore(objects, idBytes, complain), unreadable: [...unreadable] };
}

function readStore(objects: string, idBytes: 20 | 32, complain: Complain): ObjectStore | null {
  // These variables make git add further folders.
  if (process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES || process.env.GIT_OBJECT_DIRECTORY) return null;
  try {
    const folders = new Set<string>();
    const isKnown = addFolder(objects, folders, complain);
    const paths = [...folders].flatMap((folder) => packPaths(folder, complain));
    const loose = new Set([...folders].flatMap((folder) => looseIds(folder, idBytes, complain)));
    if (!isKnown) return null;
    const indexes: PackIndex[] = [];
    const packs: Pack[] = [];
    for (const path of paths) {
      const read = readPack(path, idBytes, complain);
      if (read === "unreadable") continue;
      if (read === null) return null;
      const { index, entries } = read;
      packs.push({ path, entries, wanted: wantedOf(entries, indexes) });
      indexes.push(index);
    }
    for (const id of loose) if (indexes.some((index) => findId(index, Buffer.from(id, "hex")) !== -1)) loose.delete(id);
    return { packs, loose: [...loose] };
  } catch {
    // Repacked or removed while it was read.
    return null;
  }
}

/** The number of packs in the repository itself. */
export function packCount({ objects }: Repository): number {
  return packPaths(objects, () => {}).length;
}

function readPack(
  path: string,
  idBytes: 20 | 32,
  complain: Complain,
): { readonly index: PackIndex; readonly entries: PackEntries } | "unreadable" | null {
  try {
    const indexPath = path.replace(/\.pack$/, ".idx");
    if (!isRegularFile(indexPath)) {
      complain(`The index ${indexPath} is not a regular file.`);
      return "unreadable";
    }
    const index = parsePackIndex(readFileSync(indexPath), idBytes);
    const entries = index === null ? null : readPackEntries(path, index);
    return index === null || entries === null ? null : { index, entries };
  } catch (error) {
    const code = codeOf(error);
    if (code === null || code === "ENOENT") throw error;
    complain(`The pack ${path} or its index cannot be read (${code}).`);
    return "unreadable";
  }
}

/** False when alternates use an unknown syntax. */
function addFolder(folder: string, folders: Set<string>, complain: Complain): boolean {
  if (folders.has(folder)) return true;
  folders.add(folder);
  const list = join(folder, "info", "alternates");
  if (!existsSync(list)) return true;
  let isKnown = true;
  for (const line of readFileSync(list, "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const other = resolve(folder, line);
    if (line.startsWith('"')) isKnown = false;
    else if (!existsSync(other)) complain(`The folder ${other}, where objects of this repository are, is not there.`);
    else if (!addFolder(other, folders, complain)) isKnown = false;
  }
  return isKnown;
}

function packPaths(folder: string, complain: Complain): string[] {
  const packs = join(folder, "pack");
  const names = new Set(namesIn(packs, complain));
  const paths: string[] = [];
  for (const name of names) {
    const [, stem, ending] = /^(.+)(\.pack|\.idx)$/.exec(name) ?? [];
    const path = join(packs, name);
    if (ending === ".idx" && !names.has(`${stem}.pack`)) complain(`The pack of the index ${path} is not there.`);
    if (ending !== ".pack") continue;
    // Opening a fifo would wait for a writer.
    if (!isRegularFile(path)) complain(`The pack ${path} is not a regular file.`);
    else if (names.has(`${stem}.idx`)) paths.push(path);
    else complain(`The pack ${path} has no index: run git index-pack on it.`);
  }
  return paths;
}

/** True also when nothing is there any more, or a link is cyclic: reading it reports that. */
function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return true;
  }
}

function wantedOf({ count, ids, idAt, idBytes }: PackEntries, before: readonly PackIndex[]): Uint8Array {
  const wanted = new Uint8Array(count).fill(1);
  if (before.length === 0) return wanted;
  for (let entry = 0; entry < count; entry++) {
    const at = idAt[entry] as number;
    const id = ids.subarray(at, at + idBytes);
    if (before.some((index) => findId(index, id) !== -1)) wanted[entry] = 0;
  }
  return wanted;
}
