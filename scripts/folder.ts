import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** The text of every file below a folder by its path there; empty when the folder does not exist. */
export async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = files.sort().map(async (file) => [relative(folder, file), await readFile(file, "utf8")] as const);
  return new Map(await Promise.all(contents));
}

/** Paths that differ between two folders, each with how. */
export async function differences(expected: string, actual: string): Promise<string[]> {
  const [wanted, present] = await Promise.all([filesOf(expected), filesOf(actual)]);
  return [
    ...[...wanted].flatMap(([path, text]) => {
      if (!present.has(path)) return [`missing: ${path}`];
      return present.get(path) === text ? [] : [`stale: ${path}`];
    }),
    ...[...present.keys()].flatMap((path) => (wanted.has(path) ? [] : [`left over: ${path}`])),
  ];
}
