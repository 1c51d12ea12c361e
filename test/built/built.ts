import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../..");
const cache = join(root, "node_modules/.cache/keyhawk");

/** What the tests start as processes of their own. */
export type BuiltFile = "main" | "app-entry";

/** Node keeps here what it compiled: many tests start the same programs. */
export const compileCache = join(cache, "compiled");

let made: Promise<string> | null = null;

/**
 * A program of the sources as one bundle: loading the modules of the sources takes a process several times as long as
 * all else that most tests ask of it. Bundled once for each state of the sources.
 */
export async function builtFile(name: BuiltFile): Promise<string> {
  made ??= preparedFolder();
  return join(await made, "dist", "run", `${name}.js`);
}

async function preparedFolder(): Promise<string> {
  const folder = join(cache, `built-${await version()}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(`${folder}-`);
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, "build.ts"), making]);
  // Tests run the command as another user, too.
  await chmod(making, 0o755);
  // Another test file may have been faster; its folder is as good.
  await rename(making, folder).catch(() => rm(making, { recursive: true }));
  await removeOutdated(folder);
  return folder;
}

async function removeOutdated(folder: string): Promise<void> {
  const outdated = (await readdir(dirname(folder))).filter(
    (name) => name.startsWith("built-") && !name.startsWith(basename(folder)),
  );
  await Promise.all(outdated.map((name) => rm(join(cache, name), { recursive: true, force: true })));
}

/** Names what the bundles depend on. */
async function version(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of ["src", "scripts/bundle", "test/built"]) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".ts"));
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    const contents = await Promise.all(paths.map((path) => readFile(path)));
    for (const [index, path] of paths.entries()) hash.update(`${path}\0`).update(contents[index] ?? "");
  }
  for (const file of ["package-lock.json", "test/app/app-entry.ts"]) hash.update(await readFile(join(root, file)));
  return hash.digest("hex").slice(0, 16);
}
