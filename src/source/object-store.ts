import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RepositoryFacts } from "./git-repository.ts";
import { type PackEntries, readPackEntries } from "./pack-entries.ts";
import { findId, type PackIndex, parsePackIndex } from "./pack-index.ts";
import { isText } from "./pack-walk.ts";

/** One pack, and which of its objects are to be told of: each text once, whatever other packs hold it. */
export interface Pack {
  readonly path: string;
  readonly entries: PackEntries;
  /** 1 for an entry that counts. */
  readonly wanted: Uint8Array;
}

/** A repository's objects, as they lie on disk. */
export interface ObjectStore {
  readonly packs: readonly Pack[];
  /** Ids of the objects, of any type, that are in no pack. */
  readonly loose: readonly string[];
}

/**
 * Reads what packs and loose objects a repository has, in its alternates, too. Null when something is stored in a
 * way that is not known here: then git must be asked for the objects.
 */
export function readObjectStore({ objects, idBytes }: RepositoryFacts): ObjectStore | null {
  // Git would add the folders that these name.
  if (process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES || process.env.GIT_OBJECT_DIRECTORY) return null;
  try {
    const folders = new Set<string>();
    if (!addFolder(objects, folders)) return null;
    const indexes: PackIndex[] = [];
    const packs: Pack[] = [];
    for (const path of [...folders].flatMap(packPaths)) {
      const index = parsePackIndex(readFileSync(path.replace(/\.pack$/, ".idx")), idBytes);
      const entries = index === null ? null : readPackEntries(path, index);
      if (index === null || entries === null) return null;
      packs.push({ path, entries, wanted: wantedOf(entries, indexes) });
      indexes.push(index);
    }
    const loose = new Set([...folders].flatMap((folder) => looseIds(folder, idBytes)));
    for (const id of loose) if (indexes.some((index) => findId(index, Buffer.from(id, "hex")) !== -1)) loose.delete(id);
    return { packs, loose: [...loose] };
  } catch {
    // Repacked or removed while it was read.
    return null;
  }
}

/** Bytes of all packs of a repository itself: what there is to read, about. */
export function packBytes({ objects }: RepositoryFacts): number {
  let bytes = 0;
  for (const path of packPaths(objects)) bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
}

/** False when alternates are written in a way that is not known here. */
function addFolder(folder: string, folders: Set<string>): boolean {
  if (folders.has(folder) || !existsSync(folder)) return true;
  folders.add(folder);
  const list = join(folder, "info", "alternates");
  if (!existsSync(list)) return true;
  for (const line of readFileSync(list, "utf8").split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith('"') || !addFolder(resolve(folder, line), folders)) return false;
  }
  return true;
}

function packPaths(folder: string): string[] {
  const packs = join(folder, "pack");
  if (!existsSync(packs)) return [];
  const names = new Set(readdirSync(packs));
  return [...names]
    .filter((name) => name.endsWith(".pack") && names.has(name.replace(/\.pack$/, ".idx")))
    .map((name) => join(packs, name));
}

function looseIds(folder: string, idBytes: number): string[] {
  const rest = new RegExp(`^[0-9a-f]{${idBytes * 2 - 2}}$`);
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((first) =>
      readdirSync(join(folder, first))
        .filter((name) => rest.test(name))
        .map((name) => `${first}${name}`),
    );
}

function wantedOf({ count, type, ids, idBytes }: PackEntries, before: readonly PackIndex[]): Uint8Array {
  const wanted = new Uint8Array(new SharedArrayBuffer(count));
  for (let at = 0; at < count; at++) {
    if (!isText(type[at])) continue;
    const isKnown =
      before.length > 0 && before.some((index) => findId(index, ids.subarray(at * idBytes, (at + 1) * idBytes)) !== -1);
    if (!isKnown) wanted[at] = 1;
  }
  return wanted;
}
