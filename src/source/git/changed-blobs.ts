import { containerFormat } from "../archive/container.ts";
import type { Address, Document } from "../document.ts";
import { notScannedItem } from "../not-scanned.ts";
import { isClean } from "../relevance.ts";
import type { SourceItem } from "../source.ts";
import { createWindowCutter, type WindowCutter } from "../windows.ts";
import { addedLines } from "./added-lines.ts";
import type { GitObject, ObjectType } from "./objects.ts";
import { readObjects } from "./read-objects.ts";
import { isPartial, type Repository } from "./repository.ts";

/** One file written by a change. */
export interface ChangedBlob {
  readonly address: Address;
  /** Octal mode of the new side. */
  readonly mode: string;
  readonly id: string;
  /**
   * The blobs it replaces, one for each parent that has the file; a line counts as added when none of them contains it.
   */
  readonly replaced: readonly string[];
}

/** A file in which a scan would find nothing. */
interface CleanBlob {
  readonly state: "clean";
  /** Bytes. */
  readonly size: number;
}

const submoduleMode = "160000";

/**
 * The new contents of changed files, in the given order. Only added lines count; they are requested when something was
 * found in the file, using the same diff that a person would read.
 * @param archiveBytes largest archive that is opened
 */
export async function* changedBlobs(
  repository: Repository,
  changes: readonly ChangedBlob[],
  archiveBytes: number,
): AsyncGenerator<SourceItem> {
  const files: ChangedBlob[] = [];
  for (const change of changes) {
    if (change.mode !== submoduleMode) files.push(change);
    else yield notScannedItem("submodule", "The submodule's own repository was not scanned.", change.address);
  }
  if (files.length === 0) return;
  const { directory } = repository;
  const ids = files.map((file) => file.id);
  const settle = (at: number, _type: ObjectType, bytes: Buffer): CleanBlob | null =>
    isClean(bytes, files[at]?.address.path ?? null) ? { state: "clean", size: bytes.length } : null;
  let index = 0;
  let cutter: WindowCutter | null = null;
  for await (const objects of readObjects(repository, ids, { archiveBytes, settle })) {
    let documents = 0;
    let bytes = 0;
    for (const object of objects) {
      const change = files[index];
      if (change === undefined) return;
      if (object.state === "part") {
        cutter ??= createWindowCutter(change.address);
        for (const document of cutter.push(object.bytes)) yield item(directory, change, document);
        if (!object.last) continue;
        for (const document of cutter.end()) yield item(directory, change, document);
        cutter = null;
      } else if (object.state === "damaged") {
        for (const document of cutter?.end() ?? []) yield item(directory, change, document);
        cutter = null;
        yield notScannedItem("unreadable", "Its content is damaged in this repository: run git fsck.", change.address);
      } else if (object.state === "missing") {
        const { address } = change;
        yield isPartial(directory)
          ? notScannedItem("partial-clone", "Its content was left out of this clone, and nothing is fetched.", address)
          : notScannedItem("unreadable", "Its content is missing in this repository: run git fsck.", address);
      } else if (object.state === "clean") {
        documents += 1;
        bytes += object.size;
      } else {
        yield item(directory, change, whole(change, object));
      }
      index += 1;
    }
    yield { type: "clean", documents, bytes };
  }
}

function whole({ address }: ChangedBlob, { bytes }: Extract<GitObject, { state: "whole" }>): Document {
  return { address, bytes, firstLine: 1, added: null };
}

function item(directory: string, change: ChangedBlob, document: Document): SourceItem {
  // Lines are meaningless in an archive: a changed one counts as a whole.
  const everything = change.replaced.length === 0 || containerFormat(document.bytes) !== null;
  if (everything) return { type: "document", document };
  let added: ReadonlySet<number> | null | undefined;
  return {
    type: "document",
    document: {
      ...document,
      get added() {
        if (added === undefined) added = addedLines(directory, change.id, change.replaced);
        return added;
      },
    },
  };
}
