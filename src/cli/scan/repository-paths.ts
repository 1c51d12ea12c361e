import { realpathSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { checkoutAround } from "../../source/git/checkout.ts";
import type { Source, SourceItem } from "../../source/source.ts";

/** The folder of a path: itself, or the one that a file is in; that of its target when a link to a file is named. */
export function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(realpathSync(path));
  } catch {
    // The code that reads it reports what is wrong with it.
    return path;
  }
}

/**
 * A source of one folder of a repository with its paths counted from the repository's root, as ignore rules and every
 * other tool have them, wherever the scan starts.
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
