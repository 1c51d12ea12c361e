import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { AppDatabase } from "./app-database.ts";
import { filesHolding } from "./leaked-bytes.ts";

/** A database on the PostgreSQL server that all test files share. */
export interface ServerDatabase extends AppDatabase {
  readonly url: string;
  /** The database's files that hold a raw key, plain or in base64 at any alignment. */
  filesHolding(key: string): Promise<readonly string[]>;
}

/**
 * A database of its own on the shared server. An App starts with it in a fraction of the time that the embedded one
 * takes, so it is for tests in which either would do.
 */
export async function serverDatabase(): Promise<ServerDatabase> {
  const answer = await fetch(`${inject("shared")}/database`, { method: "POST" });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  const { url, data } = JSON.parse(text) as { readonly url: string; readonly data: string };
  return {
    url,
    environment: { DATABASE_URL: url },
    // It goes with its server.
    remove: async () => {},
    filesHolding: async (key) => filesHolding(join(data, "base", await writtenFolder(url)), key),
  };
}

/** The name of a database's folder, when everything that was stored is in its files. */
async function writtenFolder(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("checkpoint");
  const { rows } = await client.query("select oid::text from pg_database where datname = current_database()");
  await client.end();
  return rows[0].oid;
}
