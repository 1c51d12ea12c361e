import type { Survey } from "../../detect/collector.ts";
import { address, type Document } from "../document.ts";
import { parseMessage, textItems } from "../git/commit-object.ts";
import type { ObjectType } from "../git/objects.ts";
import { readObjects } from "../git/read-objects.ts";
import type { Repository } from "../git/repository.ts";
import { treeItems } from "../git/tree-object.ts";
import { notScannedItem } from "../not-scanned.ts";
import { isRelevant } from "../relevance.ts";
import type { SourceItem } from "../source.ts";
import { createWindowCutter, type WindowCutter } from "../windows.ts";

/** Reads objects by id and yields those that may matter as documents; counts the others. */
export async function* objectItems(
  repository: Repository,
  ids: readonly string[],
  archiveBytes: number,
): AsyncGenerator<SourceItem> {
  let cutter: WindowCutter | null = null;
  for await (const objects of readObjects(repository, ids, { archiveBytes })) {
    let documents = 0;
    let bytes = 0;
    let commits = 0;
    let trees = 0;
    for (const object of objects) {
      if (object.state === "missing" || object.state === "damaged") {
        for (const document of cutter?.end() ?? []) yield { type: "document", document };
        cutter = null;
        const { id } = object;
        const detail = `The object ${id} cannot be read: run git fsck.`;
        yield notScannedItem("unreadable", detail, { object: id });
        continue;
      }
      if (object.type === "tree") {
        if (object.state === "whole") yield* treeItems(object.id, object.bytes);
        else if (object.last)
          yield notScannedItem("too-large", "The names in a folder of this size were not scanned.", {
            object: object.id,
          });
        if (object.state === "whole" || object.last) trees += 1;
        continue;
      }
      if (object.state === "whole" && object.type === "commit") commits += 1;
      if (object.state === "part") {
        cutter ??= createWindowCutter(addressOf(object));
        for (const document of cutter.push(object.bytes)) yield { type: "document", document };
        if (!object.last) continue;
        for (const document of cutter.end()) yield { type: "document", document };
        cutter = null;
      } else if (isRelevant(object.bytes)) {
        yield* foundItems(object);
      } else {
        documents += 1;
        bytes += object.bytes.length;
      }
    }
    yield { type: "clean", documents, bytes };
    yield { type: "commits", count: commits };
    // The type of a loose object is unknown until it is read.
    if (trees > 0) yield { type: "expected", documents: -trees };
  }
}

function addressOf({ id, type }: { readonly id: string; readonly type: ObjectType }): Document["address"] {
  return { ...address(type === "commit" ? "commit-message" : type === "tag" ? "tag-message" : "blob"), object: id };
}

/** The documents of an object that may matter: a blob, the texts of a commit or tag, the names of a tree. */
export function* foundItems(object: {
  readonly id: string;
  readonly type: ObjectType;
  readonly bytes: Buffer;
  readonly survey?: Survey | null;
}): Generator<SourceItem> {
  const { id, type, bytes, survey } = object;
  if (type === "blob") {
    const document: Document = { address: addressOf(object), bytes, firstLine: 1, added: null };
    yield { type: "document", document: survey ? { ...document, survey } : document };
  } else if (type === "tree") {
    yield* treeItems(id, bytes);
  } else {
    yield* textItems(type, parseMessage(bytes), { commit: type === "commit" ? id : null, object: id });
  }
}
