import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "keyhawk-clone-";

/** Runs work with an empty folder that only this user may enter, and removes it afterwards. */
export async function withCloneFolder<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    return await work(directory);
  } finally {
    await remove(directory);
  }
}

/**
 * Removes the folders of processes that were killed. Call it before the first {@link withCloneFolder}: in a container
 * the former process had this one's number.
 */
export async function removeAbandonedClones(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || (Number(pid) !== process.pid && isRunning(Number(pid)))) continue;
    const path = join(tmpdir(), name);
    const found = await lstat(path).catch(() => null);
    // Git outlives the App that was killed, and may still write to the folder.
    if (found?.isDirectory() && found.uid === process.getuid?.()) await remove(path);
  }
}

function remove(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs as another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
