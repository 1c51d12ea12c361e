import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Id that a ref such as `refs/heads/main` points at, read from the repository's files; null when there is no such ref. */
export async function readRef(gitDir: string, name: string): Promise<string | null> {
  if (name.split("/").some((part) => part === "" || part.includes(".."))) return null;
  const loose = await readText(join(gitDir, name));
  if (loose !== null) return loose.trim();
  const line = (await readText(join(gitDir, "packed-refs")))?.split("\n").find((packed) => packed.endsWith(` ${name}`));
  return line?.slice(0, line.indexOf(" ")) ?? null;
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
