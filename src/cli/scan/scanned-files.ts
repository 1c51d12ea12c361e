import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { maximumFileBytes } from "../../change/judge-place.ts";
import type { FileReader } from "../../change/replacements.ts";
import { checkoutAround } from "../../source/git/checkout.ts";
import { git } from "../../source/git/git.ts";
import { GitError } from "../../source/git/git-error.ts";
import type { ScanFlags } from "./flags.ts";
import { folderOf } from "./repository-paths.ts";

/** Reads the files that a local scan found keys in once more: from the work tree, the index, or a commit. */
export function scannedFiles(path: string, flags: Pick<ScanFlags, "staged" | "stdin">): FileReader {
  const folder = folderOf(resolve(path));
  return async ({ path: file, commit, object }) => {
    if (file === null || flags.stdin) return null;
    if (object !== undefined) return blob(folder, object);
    if (commit !== null) return blob(folder, `${commit}:${file}`);
    return flags.staged ? blob(folder, `:${file}`) : regularFile(join(checkoutAround(folder) ?? folder, file));
  };
}

function blob(folder: string, name: string): Uint8Array | null {
  try {
    const size = Number(git(folder, ["cat-file", "-s", name]).toString());
    return size > maximumFileBytes ? null : git(folder, ["cat-file", "blob", name]);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

async function regularFile(path: string): Promise<Uint8Array | null> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    return stat.isFile() && stat.size <= maximumFileBytes ? await file.readFile() : null;
  } catch {
    // It was there when it was scanned; the report does not depend on it.
    return null;
  }
}
