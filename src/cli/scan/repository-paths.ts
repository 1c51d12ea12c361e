import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Source, SourceItem } from "../../source/source.ts";

/** The nearest folder upwards, itself included, that is a checkout; null outside of any. */
export function repositoryAround(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return null;
  }
}

/** The folder of a path: itself, or the one that a file is in. */
export function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false ? dirname(path) : path;
}

/**
 * A source of one folder of a repository with its paths counted from the repository's root, as ignore rules and every
 * other tool have them, wherever the scan starts.
 */
export async function* withRepositoryPaths(source: Source, scanned: string): AsyncGenerator<SourceItem> {
  const folder = folderOf(resolve(scanned));
  const root = repositoryAround(folder);
  const prefix = root === null || root === folder ? "" : `${relative(root, folder).replaceAll(sep, "/")}/`;
  for await (const item of source) yield prefix === "" ? item : prefixed(item, prefix);
}

function prefixed(item: SourceItem, prefix: string): SourceItem {
  if (item.type === "document") {
    const { document } = item;
    const { path } = document.address;
    if (path === null) return item;
    return { type: "document", document: { ...document, address: { ...document.address, path: `${prefix}${path}` } } };
  }
  if (item.type === "not-scanned" && item.notScanned.path !== null) {
    return { type: "not-scanned", notScanned: { ...item.notScanned, path: `${prefix}${item.notScanned.path}` } };
  }
  return item;
}
