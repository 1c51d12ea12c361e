import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import pg from "pg";
import type { DatabasePlace } from "../../incident/database.ts";
import { schema } from "../../incident/migrations.ts";
import { bossSchema } from "../../incident/queue.ts";
import { type Check, ok, problem, warning } from "./check.ts";

/** The oldest PostgreSQL that the queue supports. */
const oldestServer = 13;
/** Milliseconds for a connection, and for a query. */
const patience = 10_000;

/** Whether the App can open its database. Changes nothing in it. */
export function checkDatabase(place: DatabasePlace): Promise<Check> {
  return place.type === "folder" ? checkFolder(place.path) : checkServer(place.url);
}

async function checkFolder(path: string): Promise<Check> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    const isPossible = await access(await nearestFolder(path), constants.W_OK).then(
      () => true,
      () => false,
    );
    return isPossible
      ? ok("database", `The App will create the folder ${path} when it starts.`)
      : problem(
          "database",
          `The folder ${path} cannot be created.`,
          "Set KEYHAWK_DATA to one that this user may create.",
        );
  }
  if (!found.isDirectory()) {
    return problem("database", `${path} is not a folder.`, "Set KEYHAWK_DATA to a folder.");
  }
  const isWritable = await access(path, constants.W_OK | constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable) {
    return problem("database", `This user may not write to ${path}.`, "Run the App as the owner of its data folder.");
  }
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    return warning("database", `Others can read ${path}.`, "The App makes it private when it starts.");
  }
  return ok("database", `The embedded database is in ${path}.`);
}

async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  const isThere = await stat(parent).then(
    () => true,
    () => false,
  );
  return isThere || parent === path ? parent : nearestFolder(parent);
}

async function checkServer(url: string): Promise<Check> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patience, query_timeout: patience });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Server>(
      `select current_setting('server_version_num')::int / 10000 as version, current_database() as database,
        has_database_privilege(current_database(), 'create') as "mayCreate", pg_is_in_recovery() as "isStandby",
        (select count(*) = 2 from pg_namespace where nspname = any($1)) as "isPrepared"`,
      [[schema, bossSchema]],
    );
    const server = rows[0];
    if (server === undefined) return problem("database", "PostgreSQL answers nothing.", "See the server's log.");
    return judge(server);
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(codeOf(error)) : String(error);
    const advice = "Check DATABASE_URL: host, port, name, user and password.";
    return problem("database", `The PostgreSQL server cannot be used: ${reason}.`, advice);
  } finally {
    await client.end().catch(() => {});
  }
}

/** What a PostgreSQL server says about itself and about the user of `DATABASE_URL`. */
interface Server {
  readonly version: number;
  readonly database: string;
  readonly mayCreate: boolean;
  readonly isStandby: boolean;
  /** Whether the App's schemas are there. */
  readonly isPrepared: boolean;
}

function judge(server: Server): Check {
  if (server.isStandby) {
    return problem("database", "The PostgreSQL server is a read-only standby.", "Name the primary in DATABASE_URL.");
  }
  if (server.version < oldestServer) {
    const advice = `Use version ${oldestServer} or newer.`;
    return problem("database", `PostgreSQL ${server.version} is too old.`, advice);
  }
  if (!(server.mayCreate || server.isPrepared)) {
    const advice = `Let its owner run: grant create on database "${server.database}" to the user of DATABASE_URL. The App creates the schemas ${schema} and ${bossSchema}.`;
    return problem("database", `The user may not create schemas in ${server.database}.`, advice);
  }
  return ok("database", `PostgreSQL ${server.version} serves the database ${server.database}.`);
}

function codeOf(error: Error): unknown {
  return "code" in error ? error.code : error.name;
}
