import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../src/incident/database.ts";
import { startQueue } from "../../src/incident/queue.ts";
import { createSeal } from "../../src/incident/seal.ts";

const require = createRequire(import.meta.url);
const root = new URL("../../", import.meta.url).pathname;

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
  return made;
}

/** Names what the prepared folder depends on. */
function version(): string {
  const hash = createHash("sha256");
  for (const name of ["migrations.ts", "queue.ts", "database.ts"])
    hash.update(readFileSync(join(root, "src/incident", name)));
  for (const name of ["@electric-sql/pglite", "pg-boss"]) hash.update(readFileSync(require.resolve(name)));
  return hash.digest("hex").slice(0, 16);
}
