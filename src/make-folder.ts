import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, with those that it is in; one that is there is left as it is. Throws the system's error. Node's own
 * `recursive` never ends below a folder like `/proc`, which exists and in which nothing can be made.
 * @param mode of the folders that are made; as the process's umask has it when absent
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await makeOne(path, mode);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    await makeFolder(dirname(path), mode);
    await makeOne(path, mode);
  }
}

async function makeOne(path: string, mode: number): Promise<void> {
  await mkdir(path, { mode }).catch((error: unknown) => {
    // What is there and is no folder fails when something is written into it.
    if (codeOf(error) !== "EEXIST") throw error;
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
