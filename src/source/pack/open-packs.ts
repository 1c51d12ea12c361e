import { packType } from "./entry-header.ts";
import type { Pack } from "./object-store.ts";
import { createReport, type PackReport } from "./report.ts";
import { type StructureReader, searchObjects } from "./search-objects.ts";
import { openPack, type PackWalker } from "./walk.ts";

/** Receives commits and trees after the files that may matter are known. */
export interface StructureRequest extends StructureReader {
  /** Files that may matter, in hexadecimal; called before any commit or tree. */
  expect(ids: readonly string[]): void;
}

/** Open packs, which stay readable even if someone removes them. */
export interface OpenPacks {
  /**
   * Reads everything, once: files first, then commits and trees.
   * @param structure is offered each commit and tree if a file may matter
   * @returns true when they were offered
   */
  read(structure?: StructureRequest): Generator<PackReport, boolean>;
  close(): void;
}

/** Opens packs for searching. Throws when one has disappeared. */
export function openPacks(packs: readonly Pack[]): OpenPacks {
  const report = createReport();
  const walkers: PackWalker[] = [];
  let reader: StructureReader | null = null;
  const close = () => {
    for (const walker of walkers.splice(0)) walker.close();
  };
  try {
    for (const pack of packs) {
      const visitor = searchObjects(pack, report, () => reader);
      walkers.push(openPack(pack.path, pack.entries, pack.wanted, visitor));
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    *read(structure) {
      let isRelevant = false;
      const files = () => {
        const each = report.take();
        isRelevant ||= each.relevant.length > 0;
        structure?.expect([...each.relevant.map(({ id }) => id), ...each.left]);
        return each;
      };
      for (const _ of walkEach(walkers, (type) => !isStructure(type))) yield files();
      yield files();
      reader = isRelevant && structure !== undefined ? structure : null;
      for (const _ of walkEach(walkers, isStructure)) yield report.take();
      yield report.take();
      return reader !== null;
    },
    close,
  };
}

function* walkEach(walkers: readonly PackWalker[], isVisited: (type: number) => boolean): Generator<void> {
  for (const walker of walkers) {
    yield* walker.walkAll(isVisited);
    // A repository may have a hundred packs.
    if (walkers.length > 1) walker.release();
  }
}

/** True for the types of objects that say which files a commit holds. */
export function isStructure(type: number): boolean {
  return type === packType.commit || type === packType.tree;
}
