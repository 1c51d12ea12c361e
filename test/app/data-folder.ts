import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { openDatabase } from "../../src/incident/database.ts";
import { startQueue } from "../../src/incident/queue.ts";
import { createSeal } from "../../src/incident/seal.ts";

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, "../..");

/** A data folder of its own whose database is made already: making one takes seconds, so it is made once and copied. */
export async function newDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-data-"));
  await cp(await preparedFolder(), folder, { recursive: true });
  return folder;
}

async function preparedFolder(): Promise<string> {
  const made = join(root, "node_modules/.cache/keyhawk", `data-${version()}`);
  if (existsSync(made)) return made;
  await mkdir(join(made, ".."), { recursive: true });
  const making = await mkdtemp(`${made}-`);
  const database = await openDatabase({ type: "folder", path: making });
  const queue = await startQueue(database, { seal: createSeal(new Uint8Array(32)), log: console });
  await queue.stop(0);
  await database.close();
  // Another test file may have been faster; its folder is as good.
  await rename(making, made).catch(() => rm(making, { recursive: true }));
  await removeOutdated(made);
  return made;
}

async function removeOutdated(made: string): Promise<void> {
  const cache = dirname(made);
  const outdated = (await readdir(cache)).filter(
    (name) => name.startsWith("data-") && !name.startsWith(basename(made)),
  );
  await Promise.all(outdated.map((name) => rm(join(cache, name), { recursive: true, force: true })));
}

/** Names what the prepared folder depends on. */
function version(): string {
  const hash = createHash("sha256");
  const sources = join(root, "src/incident");
  for (const name of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, name)));
  for (const name of ["@electric-sql/pglite", "pg-boss"]) hash.update(readFileSync(require.resolve(name)));
  return hash.digest("hex").slice(0, 16);
}
