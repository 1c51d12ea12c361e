import type { ObjectType } from "../git/objects.ts";
import { isRelevantOpening, mayHoldKey } from "../relevance.ts";
import { type Suspicion, suspicionOf, suspicionOfChanged } from "./changed-ranges.ts";
import { idOf, packType } from "./entries.ts";
import type { Pack } from "./object-store.ts";
import type { ReportBuilder } from "./report.ts";
import type { Span } from "./span.ts";
import type { PackVisitor } from "./walk.ts";

/** Receives commits and trees. Bytes are valid only during the call. */
export interface StructureReader {
  commit(id: string, bytes: Buffer): void;
  /** A tree, whose id starts at byte `idAt` of `ids`. */
  tree(ids: Uint8Array, idAt: number, bytes: Span): void;
}

/**
 * Reports the objects of a pack that may matter and counts the others. When nothing was found in an object's base, only
 * the parts that its delta changed are searched.
 * @param structure the reader to which commits and trees are offered, if any
 */
export function searchObjects(
  { entries, wanted }: Pack,
  report: ReportBuilder,
  structure: () => StructureReader | null,
): PackVisitor<Suspicion> {
  return {
    object(entry, bytes, base, changes) {
      const type = entries.type[entry];
      const suspicion =
        base === null || base === "found" ? suspicionOfWhole(type, bytes) : suspicionOfChanged(bytes, changes, base);
      if (wanted[entry] !== 1) return suspicion;
      if (type === packType.tree) structure()?.tree(entries.ids, entry * entries.idBytes, bytes);
      else if (type === packType.commit) structure()?.commit(idOf(entries, entry), bufferOf(bytes));
      if (suspicion === "found" || isRelevantAnyway(type, bytes, entries.idBytes)) {
        report.add({ id: idOf(entries, entry), type: typeName(type), bytes: Buffer.from(bufferOf(bytes)) });
      } else if (type !== packType.tree) {
        report.count(typeName(type), bytes.end - bytes.start);
      }
      return suspicion;
    },
    left: (entry) => report.leave(idOf(entries, entry)),
    isFull: report.isFull,
  };
}

function bufferOf({ memory, start, end }: Span): Buffer {
  return memory.subarray(start, end);
}

/** For anything but blobs only parts are scanned: a possible match must suffice here. */
function suspicionOfWhole(type: number | undefined, bytes: Span): Suspicion {
  if (type === packType.blob) return suspicionOf(bytes);
  return mayHoldKey(bytes.memory, bytes.start, bytes.end) ? "found" : "clean";
}

function isRelevantAnyway(type: number | undefined, bytes: Span, idBytes: number): boolean {
  if (type === packType.blob) return isRelevantOpening(bufferOf(bytes));
  return type === packType.tree && holdsSubmodule(bytes, idBytes);
}

/** True when a tree has an entry of mode 160000; no other mode of git's starts with these digits. */
function holdsSubmodule({ memory, start, end }: Span, idBytes: number): boolean {
  for (let at = start; at < end; ) {
    if (memory[at] === 0x31 && memory[at + 1] === 0x36) return true;
    // A loop is faster than a native call for a few bytes.
    while (at < end && memory[at] !== 0) at++;
    at += 1 + idBytes;
  }
  return false;
}

function typeName(type: number | undefined): ObjectType {
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
