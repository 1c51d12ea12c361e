import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "../../make-folder.ts";

/** A file that `init` writes. */
export interface NewFile {
  /** Below the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Writes a file unless it exists; returns what it did. */
export async function writeNew(root: string, { path, text }: NewFile): Promise<string> {
  const file = join(root, path);
  await makeFolder(dirname(file));
  try {
    await writeFile(file, text, { flag: "wx" });
    return `Wrote ${path}.`;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return `Kept ${path} as it is.`;
    throw error;
  }
}
