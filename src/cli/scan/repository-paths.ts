import { realpathSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { checkoutAround } from "../../source/git/checkout.ts";
import type { Source, SourceItem } from "../../source/source.ts";

/** The path itself if it is a folder, else the folder that contains the file; for a link, that of its target. */
export function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(realpathSync(path));
  } catch {
    // The code that reads it reports what is wrong with it.
    return path;
  }
}

/**
 * A source of one folder of a repository, with paths relative to the repository's root as in ignore rules and other
 * tools, wherever the scan starts.
 */
export async function* withRepositoryPaths(source: Source, scanned: string): AsyncGenerator<SourceItem> {
  const folder = folderOf(resolve(scanned));
  const root = checkoutAround(folder);
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
