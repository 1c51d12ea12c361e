import type { NotScanned } from "../coverage.ts";
import { type Address, address, type Document } from "../document.ts";
import type { SourceItem } from "../source.ts";
import type { Hunk } from "./patch.ts";

/** Whose bytes a diff shows. */
export type Origin = Pick<Address, "repository" | "commit" | "author" | "date">;

const submoduleMode = "160000";
const lfsOpening = "version https://git-lfs.github.com/spec/";

/**
 * The documents of one file's hunks: one for each hunk that adds a line.
 * A submodule's commit and a Git LFS pointer stand for content that is elsewhere, which is named as not scanned.
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
    yield elsewhere("submodule", path, origin, "The submodule's own repository was not scanned.");
  } else if (first.firstLine === 1 && latin1(first.bytes).startsWith(lfsOpening)) {
    yield elsewhere("lfs-pointer", path, origin, "The file is kept in Git LFS; only its pointer was scanned.");
  }
}

function isSubmodule(hunks: readonly Hunk[]): boolean {
  const [hunk] = hunks;
  return hunks.length === 1 && hunk !== undefined && /^Subproject commit [0-9a-f]{40,64}\n?$/.test(latin1(hunk.bytes));
}

function elsewhere(reason: NotScanned["reason"], path: string, origin: Origin, detail: string): SourceItem {
  return { type: "not-scanned", notScanned: { path, commit: origin.commit, reason, detail } };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 256)).toString("latin1");
}
