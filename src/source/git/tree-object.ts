import { notScannedItem } from "../not-scanned.ts";
import { pathsItems } from "../path-items.ts";
import type { SourceItem } from "../source.ts";

/** One entry of a folder as git stores it. */
export interface TreeEntry {
  /** Octal, without leading zeros: `40000` for a folder. */
  readonly mode: string;
  readonly name: string;
  /** Id of the blob, tree, or a submodule's commit, in hexadecimal. */
  readonly id: string;
}

const submoduleMode = "160000";

/** Parses a tree object up to any damage. */
export function* treeEntries(tree: Buffer, idBytes: number): Generator<TreeEntry> {
  for (let at = 0; at < tree.length; ) {
    const space = tree.indexOf(0x20, at);
    const zero = tree.indexOf(0, at);
    if (space === -1 || zero < space || zero + idBytes >= tree.length) return;
    const end = zero + 1 + idBytes;
    yield {
      mode: tree.toString("latin1", at, space),
      name: tree.toString("utf8", space + 1, zero),
      id: tree.toString("hex", zero + 1, end),
    };
    at = end;
  }
}

/** The names in a tree that contain a key, and its submodules, whose commits are in other repositories. */
export function* treeItems(id: string, tree: Buffer): Generator<SourceItem> {
  const entries = [...treeEntries(tree, id.length / 2)];
  yield* pathsItems(
    entries.map(({ name }) => name),
    { object: id },
  );
  for (const { mode, id: commit } of entries) {
    if (mode !== submoduleMode) continue;
    yield notScannedItem("submodule", "The submodule's own repository was not scanned.", { object: commit });
  }
}
