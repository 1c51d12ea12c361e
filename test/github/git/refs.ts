import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Id that a ref such as `refs/heads/main` points at, read from the repository's files; null when there is no such ref. */
export async function readRef(gitDir: string, name: string): Promise<string | null> {
  if (name.split("/").some((part) => part === "" || part.includes(".."))) return null;
  const loose = await readText(join(gitDir, name));
  return loose?.trim() ?? (await packedRefs(gitDir)).get(name) ?? null;
}

/** Every ref by its full name, and the id it points at: for an annotated tag, the tag's own. */
export async function refs(gitDir: string): Promise<Map<string, string>> {
  const found = await packedRefs(gitDir);
  for (const entry of await readdir(join(gitDir, "refs"), { recursive: true, withFileTypes: true })) {
    // Git writes a ref under this name first.
    if (!entry.isFile() || entry.name.endsWith(".lock")) continue;
    const name = relative(gitDir, join(entry.parentPath, entry.name)).split(sep).join("/");
    const id = await readText(join(gitDir, name));
    if (id !== null) found.set(name, id.trim());
  }
  return new Map([...found].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}

async function packedRefs(gitDir: string): Promise<Map<string, string>> {
  const text = (await readText(join(gitDir, "packed-refs"))) ?? "";
  return new Map(
    [...text.matchAll(/^(?<id>[0-9a-f]{40}) (?<name>.+)$/gm)].map(({ groups }) => [
      groups?.name ?? "",
      groups?.id ?? "",
    ]),
  );
}

/** Text of a file; null when there is no file of that name. */
async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR" || code === "ENAMETOOLONG") return null;
    throw error;
  }
}
