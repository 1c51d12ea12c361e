import { readObjects } from "../git/read-objects.ts";
import { repositoryFacts } from "../git/repository.ts";
import { packType } from "../pack/entries.ts";
import { type ObjectStore, readObjectStore } from "../pack/object-store.ts";
import { idOf, isStructure, type StructureReader } from "../pack/texts.ts";
import { openPack } from "../pack/walk.ts";
import { listObjects } from "./list-objects.ts";
import type { StructureCopy } from "./structure-copy.ts";

/**
 * Reads every commit and every tree of a repository, in no particular order: from a copy if it is complete, directly from
 * packs in a known format, otherwise from git's output. An object may come twice. Throws a `Failure` when git cannot read
 * the repository.
 */
export async function readStructure(
  directory: string,
  visitor: StructureReader,
  copy: StructureCopy | null = null,
): Promise<void> {
  const ids = copy?.replay(visitor) ?? fromStore(directory, visitor) ?? (await structureIds(directory));
  if (ids.length === 0) return;
  for await (const objects of readObjects(directory, ids)) {
    for (const object of objects) {
      if (object.state !== "whole") continue;
      if (object.type === "commit") visitor.commit(object.id, object.bytes);
      else if (object.type === "tree") visitor.tree(Buffer.from(object.id, "hex"), object.bytes);
    }
  }
}

/** Ids that must be read another way; null when git must list them. */
function fromStore(directory: string, visitor: StructureReader): readonly string[] | null {
  const { store } = readObjectStore(repositoryFacts(directory));
  return store === null ? null : fromPacks(store, visitor);
}

async function structureIds(directory: string): Promise<string[]> {
  const { commit, tree } = await listObjects(directory);
  return [...commit, ...tree];
}

/** Ids that must be read another way; null when a pack has disappeared. */
function fromPacks({ packs, loose }: ObjectStore, visitor: StructureReader): string[] | null {
  const left = [...loose];
  try {
    for (const { path, entries, wanted } of packs) {
      const { ids, idBytes, type } = entries;
      const walker = openPack<true>(path, entries, wanted, {
        object(entry, bytes) {
          if (type[entry] === packType.commit) visitor.commit(idOf(entries, entry), bytes);
          else visitor.tree(ids.subarray(entry * idBytes, (entry + 1) * idBytes), bytes);
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
