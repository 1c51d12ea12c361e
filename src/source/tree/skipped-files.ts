import { resolve, sep } from "node:path";
import { address } from "../document.ts";
import { type ChangedBlob, changedBlobs } from "../git/changed-blobs.ts";
import { git } from "../git/git.ts";
import { repositoryAt } from "../git/repository.ts";
import type { SourceItem } from "../source.ts";
import { kindOf, type Tree } from "./walk.ts";

/**
 * The files in the index that git omits from the work tree, as in a sparse checkout, read from their blobs. One
 * that is in the work tree all the same was read there.
 * @param archiveBytes size up to which an archive is opened
 */
export async function* skippedFiles(tree: Tree, archiveBytes: number): AsyncGenerator<SourceItem> {
  for (const [prefix, names] of tree.skipped) {
    const folder = resolve(tree.root, prefix);
    const absent = new Set(
      names.filter((name) => kindOf(Buffer.from(`${folder}${sep}${name}`, "latin1")) === "absent"),
    );
    if (absent.size > 0) yield* changedBlobs(repositoryAt(folder), indexed(folder, prefix, absent), archiveBytes);
  }
}

/** The index entries of names that have one character for each byte. */
function indexed(folder: string, prefix: string, names: ReadonlySet<string>): ChangedBlob[] {
  const listing = git(folder, ["ls-files", "--stage", "-z"]).toString("latin1");
  const blobs: ChangedBlob[] = [];
  for (const entry of listing.split("\0")) {
    const [, mode, id, name] = /^(\d+) ([0-9a-f]+) \d\t(.*)$/s.exec(entry) ?? [];
    if (mode === undefined || id === undefined || name === undefined || !names.has(name)) continue;
    const path = `${prefix}${Buffer.from(name, "latin1").toString("utf8")}`;
    blobs.push({ address: address("file", { path }), mode, id, replaced: [] });
  }
  return blobs;
}
