import { readObjects } from "../git/read-objects.ts";
import type { Repository } from "../git/repository.ts";
import { idOf } from "../pack/entries.ts";
import { packType } from "../pack/entry-header.ts";
import { type ObjectStore, readObjectStore } from "../pack/object-store.ts";
import { isStructure } from "../pack/open-packs.ts";
import type { StructureReader } from "../pack/search-objects.ts";
import { openPack } from "../pack/walk.ts";
import { listObjects } from "./list-objects.ts";

/**
 * Reads every commit and every tree of a repository, in no particular order: directly from packs in a known format,
 * otherwise from git's output. An object may come twice. Throws a `Failure` when git cannot read the repository.
 */
export async function readStructure(repository: Repository, reader: StructureReader): Promise<void> {
  const { store } = readObjectStore(repository);
  const left = store === null ? null : readPacks(store, reader);
  await readStructureOf(repository, left ?? (await structureIds(repository.directory)), reader);
}

/** Reads the commits and trees among some objects through git. Throws a `Failure` when git cannot read the repository. */
export async function readStructureOf(
  repository: Repository,
  ids: readonly string[],
  reader: StructureReader,
): Promise<void> {
  if (ids.length === 0) return;
  for await (const objects of readObjects(repository, ids)) {
    for (const object of objects) {
      if (object.state !== "whole") continue;
      const { id, type, bytes } = object;
      if (type === "commit") reader.commit(id, bytes);
      else if (type === "tree") reader.tree(Buffer.from(id, "hex"), 0, { memory: bytes, start: 0, end: bytes.length });
    }
  }
}

async function structureIds(directory: string): Promise<string[]> {
  const { commit, tree } = await listObjects(directory);
  return [...commit, ...tree];
}

/** Ids that must be read another way; null when a pack has disappeared. */
function readPacks({ packs, loose }: ObjectStore, reader: StructureReader): string[] | null {
  const left = [...loose];
  try {
    for (const { path, entries, wanted } of packs) {
      const { ids, idAt, type } = entries;
      const walker = openPack<true>(path, entries, wanted, {
        object(entry, bytes) {
          const { memory, start, end } = bytes;
          if (type[entry] === packType.commit) reader.commit(idOf(entries, entry), memory.subarray(start, end));
          else reader.tree(ids, idAt[entry] as number, bytes);
          return true;
        },
        left: (entry) => void left.push(idOf(entries, entry)),
        isFull: () => false,
      });
      try {
        for (const _ of walker.walkAll(isStructure));
      } finally {
        walker.close();
      }
    }
    return left;
  } catch {
    return null;
  }
}
