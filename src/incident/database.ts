import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Dialect, Kysely, PGliteDialect, PostgresDialect } from "kysely";
import pg from "pg";
import { type ConstructorOptions, fromPglite } from "pg-boss";
import { Failure } from "../failure.ts";
import { makeFolder } from "../make-folder.ts";
import { followTransactions, type TransactionToken } from "./commits.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrate, schema } from "./migrations.ts";
import { openPglite } from "./pglite-thread.ts";
import type { Tables } from "./tables.ts";

/** A folder on this machine, or the URL of a PostgreSQL server. */
export type DatabasePlace =
  | { readonly type: "folder"; readonly path: string }
  | { readonly type: "server"; readonly url: string };

/** Keyhawk's tables, and the parts of the same database that pg-boss needs. */
export interface Database {
  readonly tables: Kysely<Tables>;
  /** pg-boss's connection to the same database. */
  readonly boss: Pick<ConstructorOptions, "db" | "backend" | "connectionString" | "max">;
  /** True when only this process uses the database: a job that is active at start was interrupted. */
  readonly exclusive: boolean;
  /** The transactions on `tables` that have not ended. */
  openTransactions(): Iterable<TransactionToken>;
  /** Calls a function after each transaction on `tables` that was committed. */
  onCommit(committed: (transaction: TransactionToken) => void): void;
  close(): Promise<void>;
}

/** Opens the database and brings its tables up to date. Throws a `Failure` when it cannot be opened. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  return place.type === "folder" ? openFolder(place.path) : openServer(place.url);
}

async function openFolder(path: string): Promise<Database> {
  await makeFolder(path, 0o700).catch((error: Error) => {
    throw new Failure("configuration", `The data folder ${path} cannot be created: ${error.message}.`);
  });
  await keepPrivate(path);
  const unlock = await lockFolder(join(path, "lock"), path);
  try {
    const pglite = await openPglite(join(path, "postgres")).catch((error: Error) => {
      throw new Failure(
        "configuration",
        `The embedded database in ${path} cannot be opened: ${error.message}. Its files must belong to the user that runs Keyhawk, and the disk must have room; otherwise restore them from a backup.`,
        { cause: error },
      );
    });
    const opened = openTables(new PGliteDialect({ pglite }));
    await migrate(opened.tables);
    return {
      ...opened,
      boss: { db: fromPglite(pglite), backend: "pglite" },
      exclusive: true,
      async close() {
        await pglite.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

function openTables(given: Dialect): Pick<Database, "tables" | "openTransactions" | "onCommit"> {
  const { dialect, open, onCommit } = followTransactions(given);
  return { tables: new Kysely<Tables>({ dialect }).withSchema(schema), openTransactions: open, onCommit };
}

/** The folder may have been created earlier with wider permissions, and its contents reveal whose keys leaked. */
async function keepPrivate(path: string): Promise<void> {
  const { mode } = await stat(path);
  if (process.platform === "win32" || (mode & 0o077) === 0) return;
  await chmod(path, 0o700).catch(() => {
    throw new Failure(
      "configuration",
      `Others can read the data folder ${path}, and Keyhawk may not change that. Run \`chmod 700\` on it as its owner.`,
    );
  });
}

async function openServer(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: "keyhawk" });
  // The pool replaces a connection that breaks while idle; without a listener its error would end the process.
  pool.on("error", () => {});
  // The pool takes its own listener off a connection that is in use; one that breaks between two statements of a
  // transaction would end the process. The next statement rejects.
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    await pool.query("select 1");
  } catch (error) {
    await pool.end();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("configuration", `The database of DATABASE_URL cannot be reached: ${reason}.`, { cause: error });
  }
  const opened = openTables(new PostgresDialect({ pool }));
  await migrate(opened.tables);
  return {
    ...opened,
    boss: { connectionString: url, max: 10 },
    exclusive: false,
    close: () => opened.tables.destroy(),
  };
}
