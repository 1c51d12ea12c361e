import { type Address, address, type Document } from "../document.ts";
import { isLfsContent } from "../lfs-pointer.ts";
import { notScannedItem } from "../not-scanned.ts";
import type { SourceItem } from "../source.ts";
import type { Hunk } from "./patch.ts";

/** Which side of a diff the bytes come from. */
export type Origin = Pick<Address, "repository" | "commit" | "author" | "date">;

const submoduleMode = "160000";

/**
 * The documents of one file's hunks: one for each hunk that adds a line. A submodule's commit and a Git LFS pointer
 * refer to content elsewhere, which is reported as not scanned.
 */
export function* hunkItems(
  file: { readonly path: string; readonly mode: string | null; readonly hunks: readonly Hunk[] },
  origin: Origin,
): Generator<SourceItem> {
  const { path, hunks } = file;
  for (const hunk of hunks) {
    if (hunk.added.size === 0) continue;
    const document: Document = {
      address: address("patch", { ...origin, path }),
      bytes: hunk.bytes,
      firstLine: hunk.firstLine,
      added: hunk.added,
    };
    yield { type: "document", document };
  }
  const first = hunks[0];
  if (first === undefined) return;
  if (file.mode === submoduleMode || (file.mode === null && isSubmodule(hunks))) {
    yield notScannedItem("submodule", "The submodule's own repository was not scanned.", { ...origin, path });
  } else if (first.firstLine === 1 && isLfsContent(first.bytes)) {
    yield notScannedItem("lfs-pointer", "The file is stored in Git LFS; only its pointer was scanned.", {
      ...origin,
      path,
    });
  }
}

function isSubmodule(hunks: readonly Hunk[]): boolean {
  const [hunk] = hunks;
  return hunks.length === 1 && hunk !== undefined && /^Subproject commit [0-9a-f]{40,64}\n?$/.test(latin1(hunk.bytes));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 256)).toString("latin1");
}
