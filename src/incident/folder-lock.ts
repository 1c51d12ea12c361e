import { readFileSync } from "node:fs";
import { open, readFile, rm } from "node:fs/promises";
import { Failure } from "../failure.ts";

/** Releases the lock. */
export type Unlock = () => Promise<void>;

/**
 * Locks a data folder for this process, because two writers would damage the embedded database. Takes over a lock whose
 * process no longer exists. Throws a `Failure` when another process holds it.
 */
export async function lockFolder(file: string, folder: string): Promise<Unlock> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(file, "wx", 0o600);
      await handle.writeFile(`${process.pid} ${startOf(process.pid) ?? ""}\n`);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = await readFile(file, "utf8").catch(() => "");
    const [pid, start] = holder.trim().split(" ");
    if (pid !== undefined && isRunning(Number(pid), start ?? "")) {
      throw new Failure(
        "configuration",
        `The data folder ${folder} is in use by process ${pid}. Stop that one, set KEYHAWK_DATA to another folder, or set DATABASE_URL so that several can share a server.`,
      );
    }
    await rm(file, { force: true });
  }
  throw new Failure("configuration", `The lock ${file} could not be taken. Is another Keyhawk starting right now?`);
}

/**
 * Process ids are reused, especially in containers: the start time distinguishes the holder of the lock from a later
 * process.
 */
function isRunning(pid: number, start: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const now = startOf(pid);
  return now === null ? pid !== process.pid : now === start;
}

/** Clock ticks between boot and the start of a process, on systems that report it (Linux). */
function startOf(pid: number): string | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is a name that may contain spaces and parentheses.
    return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
