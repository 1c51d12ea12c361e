import { isRelevantOpening, mayHoldKey } from "../relevance.ts";
import { type Suspicion, suspicionOf, suspicionOfChanged } from "./changed-ranges.ts";
import { packType } from "./entries.ts";
import type { Pack } from "./object-store.ts";
import { openPack, type PackVisitor, type PackWalker } from "./walk.ts";

/** A copy of an object that may matter. */
export interface PackedObject {
  readonly id: string;
  readonly type: "blob" | "commit" | "tag" | "tree";
  readonly bytes: Uint8Array;
}

/** The result for some objects. */
export interface PackReport {
  readonly relevant: readonly PackedObject[];
  /** Ids that must be read through git. */
  readonly left: readonly string[];
  /** Texts without findings; trees, which contain only names, are not counted. */
  readonly documents: number;
  readonly bytes: number;
  readonly commits: number;
}

/** A report is emitted when it reaches this size. */
const reportBytes = 1024 * 1024;
const reportObjects = 4096;

/** Open packs, which stay readable even if someone removes them. */
export interface OpenPacks {
  /**
   * Reads everything, once: files first, then commits and trees.
   * @param structure is offered each commit and tree if a file may matter
   * @returns true when they were offered
   */
  read(structure?: StructureReader): Generator<PackReport, boolean>;
  close(): void;
}

/** Receives commits and trees. Bytes are valid only during the call. */
export interface StructureReader {
  commit(id: string, bytes: Buffer): void;
  tree(id: Uint8Array, bytes: Buffer): void;
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
    for (const pack of packs)
      walkers.push(
        openPack(
          pack.path,
          pack.entries,
          pack.wanted,
          searching(pack, report, () => reader),
        ),
      );
  } catch (error) {
    close();
    throw error;
  }
  return {
    *read(structure) {
      let isRelevant = false;
      const taken = () => {
        const each = report.take();
        isRelevant ||= each.relevant.length > 0;
        return each;
      };
      for (const walker of walkers) for (const _ of walker.walkAll((type) => !isStructure(type))) yield taken();
      yield taken();
      reader = isRelevant && structure !== undefined ? structure : null;
      for (const walker of walkers) for (const _ of walker.walkAll(isStructure)) yield taken();
      yield taken();
      return reader !== null;
    },
    close,
  };
}

/** True for the types of objects that say which files a commit holds. */
export function isStructure(type: number): boolean {
  return type === packType.commit || type === packType.tree;
}

/** When nothing was found in an object's base, only the parts that its delta changed are searched. */
function searching(
  { entries, wanted }: Pack,
  report: Report,
  structure: () => StructureReader | null,
): PackVisitor<Suspicion> {
  return {
    object(entry, bytes, base, changes) {
      const type = entries.type[entry];
      const suspicion =
        base === null || base === "found" ? suspicionOfWhole(type, bytes) : suspicionOfChanged(bytes, changes, base);
      if (wanted[entry] !== 1) return suspicion;
      if (type === packType.tree) structure()?.tree(idBytesOf(entries, entry), bytes);
      else if (type === packType.commit) structure()?.commit(idOf(entries, entry), bytes);
      if (suspicion === "found" || isRelevantAnyway(type, bytes)) {
        report.add({ id: idOf(entries, entry), type: typeName(type), bytes: Uint8Array.prototype.slice.call(bytes) });
      } else if (type !== packType.tree) {
        report.count(typeName(type), bytes.length);
      }
      return suspicion;
    },
    left: (entry) => report.leave(idOf(entries, entry)),
    isFull: report.isFull,
  };
}

/** For anything but blobs only parts are scanned: a possible match must suffice here. */
function suspicionOfWhole(type: number | undefined, bytes: Buffer): Suspicion {
  if (type === packType.blob) return suspicionOf(bytes);
  return mayHoldKey(bytes) ? "found" : "clean";
}

const submoduleMode = "160000 ";

function isRelevantAnyway(type: number | undefined, bytes: Buffer): boolean {
  if (type === packType.blob) return isRelevantOpening(bytes);
  return type === packType.tree && bytes.includes(submoduleMode);
}

/** The id of an entry, in hexadecimal. */
export function idOf(entries: Pack["entries"], entry: number): string {
  return Buffer.from(idBytesOf(entries, entry)).toString("hex");
}

function idBytesOf({ ids, idBytes }: Pack["entries"], entry: number): Uint8Array {
  return ids.subarray(entry * idBytes, (entry + 1) * idBytes);
}

function typeName(type: number | undefined): PackedObject["type"] {
  switch (type) {
    case packType.commit:
      return "commit";
    case packType.tag:
      return "tag";
    case packType.tree:
      return "tree";
    default:
      return "blob";
  }
}

type Report = ReturnType<typeof createReport>;

function createReport() {
  let relevant: PackedObject[] = [];
  let left: string[] = [];
  let held = 0;
  let documents = 0;
  let bytes = 0;
  let commits = 0;
  return {
    add(object: PackedObject): void {
      relevant.push(object);
      held += object.bytes.length;
      if (object.type === "commit") commits += 1;
    },
    count(type: PackedObject["type"], size: number): void {
      documents += 1;
      bytes += size;
      if (type === "commit") commits += 1;
    },
    leave(id: string): void {
      left.push(id);
    },
    isFull: () => held >= reportBytes || documents + left.length >= reportObjects,
    take(): PackReport {
      const report = { relevant, left, documents, bytes, commits };
      relevant = [];
      left = [];
      held = documents = bytes = commits = 0;
      return report;
    },
  };
}
