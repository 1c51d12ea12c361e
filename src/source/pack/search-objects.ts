import type { Survey } from "../../detect/collector.ts";
import { survey } from "../../detect/detect.ts";
import type { ObjectType } from "../git/objects.ts";
import { isRelevantOpening, mayHoldKey, showsKey } from "../relevance.ts";
import { type Suspicion, suspicionOfChanged } from "./changed-ranges.ts";
import { idOf } from "./entries.ts";
import { packType } from "./entry-header.ts";
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
      const isWhole = base === null || base === "found";
      const seen = isWhole
        ? searchWhole(type, bytes)
        : { suspicion: suspicionOfChanged(bytes, changes, base), survey: null };
      const { suspicion } = seen;
      if (wanted[entry] !== 1) return suspicion;
      if (type === packType.tree) structure()?.tree(entries.ids, entries.idAt[entry] as number, bytes);
      else if (type === packType.commit) structure()?.commit(idOf(entries, entry), bufferOf(bytes));
      if (suspicion === "found" || isRelevantAnyway(type, bytes, entries.idBytes)) {
        const copy = Buffer.from(bufferOf(bytes));
        report.add({ id: idOf(entries, entry), type: typeName(type), bytes: copy, survey: seen.survey });
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

interface Searched {
  readonly suspicion: Suspicion;
  readonly survey: Survey | null;
}

const clean: Searched = { suspicion: "clean", survey: null };

function searchWhole(type: number | undefined, bytes: Span): Searched {
  if (!mayHoldKey(bytes.memory, bytes.start, bytes.end)) return clean;
  // Of anything but blobs only parts are scanned: a possible match must suffice here.
  if (type !== packType.blob) return { suspicion: "found", survey: null };
  const found = survey(bufferOf(bytes));
  return { suspicion: showsKey(found) ? "found" : "harmless", survey: found };
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
