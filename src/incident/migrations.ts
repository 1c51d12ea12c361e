import { type Kysely, sql } from "kysely";
import { DEFAULT_MIGRATION_TABLE, type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import { Failure } from "../failure.ts";
import type { Tables } from "./tables.ts";

/** Schema of Keyhawk's tables; pg-boss has its own. */
export const schema = "keyhawk";

const migrations: Readonly<Record<string, Migration>> = {
  "0001-incidents": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .createTable("incident")
        .addColumn("id", "uuid", (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("fingerprint", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("masked", "text", (column) => column.notNull())
        .addColumn("severity", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull().defaultTo("open"))
        .addColumn("response", "text")
        .addColumn("response_message", "text")
        .addColumn("response_at", "timestamptz")
        .addColumn("opened_at", "timestamptz", (column) => column.notNull())
        .addUniqueConstraint("incident_of_owner", ["owner", "fingerprint"])
        .execute();
      await tables
        .createTable("incident_log")
        .addColumn("id", "bigint", (column) => column.primaryKey().generatedAlwaysAsIdentity())
        .addColumn("incident_id", "uuid", (column) => column.notNull().references(`${schema}.incident.id`))
        .addColumn("at", "timestamptz", (column) => column.notNull())
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("event", "text", (column) => column.notNull())
        .addColumn("detail", "text")
        .execute();
      await tables.createIndex("incident_log_of_incident").on("incident_log").column("incident_id").execute();
      // Append-only for everyone, including Keyhawk.
      await sql`
        create function ${sql.ref(schema)}.refuse_change() returns trigger language plpgsql as
        $$ begin raise exception 'the log of an incident is append-only'; end $$
      `.execute(database);
      await sql`
        create trigger append_only before update or delete on ${sql.table(`${schema}.incident_log`)}
        for each row execute function ${sql.ref(schema)}.refuse_change()
      `.execute(database);
      await tables
        .createTable("sighting")
        .addColumn("incident_id", "uuid", (column) => column.notNull().references(`${schema}.incident.id`))
        .addColumn("place", "text", (column) => column.notNull())
        .addColumn("repository", "text", (column) => column.notNull())
        .addColumn("type", "text", (column) => column.notNull())
        .addColumn("path", "text")
        .addColumn("container", "text", (column) => column.notNull())
        .addColumn("line", "integer", (column) => column.notNull())
        .addColumn("commit_id", "text")
        .addColumn("author", "text")
        .addColumn("seen_at", "timestamptz", (column) => column.notNull())
        .addPrimaryKeyConstraint("sighting_once", ["incident_id", "place"])
        .execute();
      await tables
        .createTable("pull_request")
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("repo", "text", (column) => column.notNull())
        .addColumn("number", "integer", (column) => column.notNull())
        .addColumn("handled", "timestamptz", (column) => column.notNull())
        .addColumn("commented", "boolean", (column) => column.notNull())
        .addPrimaryKeyConstraint("pull_request_once", ["owner", "repo", "number"])
        .execute();
      await tables
        .createTable("publication")
        .addColumn("external_id", "text", (column) => column.primaryKey())
        .addColumn("started_at", "timestamptz", (column) => column.notNull())
        .execute();
      await tables
        .createTable("sealed_payload")
        .addColumn("job_id", "uuid", (column) => column.primaryKey())
        .addColumn("queue", "text", (column) => column.notNull())
        .addColumn("sealed", "bytea", (column) => column.notNull())
        .addColumn("stored_at", "timestamptz", (column) => column.notNull())
        .execute();
      await tables
        .createTable("awaiting_answer")
        .addColumn("incident_id", "uuid", (column) => column.notNull().references(`${schema}.incident.id`))
        .addColumn("change", "text", (column) => column.notNull())
        .addColumn("sealed", "bytea", (column) => column.notNull())
        .addPrimaryKeyConstraint("awaiting_answer_once", ["incident_id", "change"])
        .execute();
    },
  },
  "0002-heads-and-states": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables.alterTable("publication").addColumn("head", "text").execute();
      await tables.createIndex("publication_of_head").on("publication").column("head").execute();
      await tables.alterTable("pull_request").addColumn("state", "text").execute();
    },
  },
  "0003-three-queues": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .alterTable("sealed_payload")
        .addColumn("installation", "bigint", (column) => column.notNull().defaultTo(0))
        .addColumn("repository", "text", (column) => column.notNull().defaultTo(""))
        .addColumn("origin", "text", (column) => column.notNull().defaultTo("member"))
        .execute();
      await tables
        .createIndex("sealed_payload_of_installation")
        .on("sealed_payload")
        .columns(["queue", "installation"])
        .execute();
      await tables
        .createTable("reported_change")
        .addColumn("change", "text", (column) => column.primaryKey())
        .addColumn("sealed", "bytea", (column) => column.notNull())
        .addColumn("stored_at", "timestamptz", (column) => column.notNull())
        .execute();
    },
  },
  "0004-bounds-on-asking": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .createTable("asked_key")
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("fingerprint", "text", (column) => column.notNull())
        .addColumn("change", "text", (column) => column.notNull())
        .addColumn("author", "text")
        .addColumn("asked_at", "timestamptz", (column) => column.notNull())
        .addPrimaryKeyConstraint("asked_key_once", ["owner", "fingerprint"])
        .execute();
      await tables.createIndex("asked_key_of_change").on("asked_key").columns(["owner", "change"]).execute();
      await tables
        .createIndex("asked_key_of_author")
        .on("asked_key")
        .columns(["owner", "author", "asked_at"])
        .execute();
    },
  },
  "0005-what-was-written": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables.alterTable("pull_request").addColumn("comment_id", "bigint").addColumn("reviewed", "text").execute();
      await tables.alterTable("publication").addColumn("check_run_id", "bigint").execute();
    },
  },
  "0006-states-of-incidents": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .alterTable("incident")
        .addColumn("state_at", "timestamptz")
        .addColumn("state_by", "text")
        .addColumn("state_reason", "text")
        .execute();
      await tables
        .createTable("shown_in")
        .addColumn("incident_id", "uuid", (column) => column.notNull().references(`${schema}.incident.id`))
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("repo", "text", (column) => column.notNull())
        .addColumn("number", "integer", (column) => column.notNull())
        .addColumn("installation", "bigint", (column) => column.notNull())
        .addColumn("fork", "boolean", (column) => column.notNull())
        .addPrimaryKeyConstraint("shown_in_once", ["incident_id", "owner", "repo", "number"])
        .execute();
    },
  },
  "0007-commands": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables.alterTable("publication").addColumn("sealed", "bytea").execute();
      await tables
        .createTable("done_once")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("at", "timestamptz", (column) => column.notNull())
        .execute();
    },
  },
  "0008-details-of-keys": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables.alterTable("incident").addColumn("details", "text").execute();
    },
  },
  "0009-histories": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .createTable("history")
        .addColumn("repository_id", "bigint", (column) => column.notNull())
        .addColumn("part", "text", (column) => column.notNull())
        .addColumn("installation", "bigint", (column) => column.notNull())
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("repo", "text", (column) => column.notNull())
        .addColumn("visibility", "text", (column) => column.notNull())
        .addColumn("default_branch", "text", (column) => column.notNull())
        .addColumn("size_kb", "bigint", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("reason", "text")
        .addColumn("refs", "text")
        .addColumn("engine", "text")
        .addColumn("keys", "integer", (column) => column.notNull().defaultTo(0))
        .addColumn("bytes", "bigint", (column) => column.notNull().defaultTo(0))
        .addColumn("queued_at", "timestamptz", (column) => column.notNull())
        .addColumn("scanned_at", "timestamptz")
        .addPrimaryKeyConstraint("history_once", ["repository_id", "part"])
        .execute();
      await tables.createIndex("history_of_installation").on("history").column("installation").execute();
    },
  },
  "0010-presence": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .createTable("presence")
        .addColumn("id", "integer", (column) => column.primaryKey())
        .addColumn("seen_at", "timestamptz", (column) => column.notNull())
        .execute();
    },
  },
  "0011-overviews": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .createTable("overview")
        .addColumn("owner", "text", (column) => column.primaryKey())
        .addColumn("repository", "text", (column) => column.notNull())
        .addColumn("issue", "bigint")
        .addColumn("digest", "text")
        .addColumn("claimed_at", "timestamptz", (column) => column.notNull())
        .execute();
    },
  },
  "0012-observed-changes": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .createTable("observed_change")
        .addColumn("change", "text", (column) => column.primaryKey())
        .addColumn("owner", "text", (column) => column.notNull())
        .addColumn("repo", "text", (column) => column.notNull())
        .addColumn("number", "integer")
        .addColumn("commit_id", "text", (column) => column.notNull())
        .addColumn("keys", "integer", (column) => column.notNull())
        .addColumn("seen_at", "timestamptz", (column) => column.notNull())
        .execute();
      await tables
        .createIndex("observed_change_of_owner")
        .on("observed_change")
        .columns(["owner", "seen_at"])
        .execute();
    },
  },
  "0013-rests": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .createTable("rest")
        .addColumn("queue", "text", (column) => column.notNull())
        .addColumn("installation", "text", (column) => column.notNull())
        .addColumn("until_at", "timestamptz", (column) => column.notNull())
        .addPrimaryKeyConstraint("rest_once", ["queue", "installation"])
        .execute();
    },
  },
  "0014-shown-once": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables.alterTable("publication").addColumn("content", "text").execute();
    },
  },
  "0015-write-turns": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      await tables
        .createTable("write_turn")
        .addColumn("installation", "bigint", (column) => column.notNull())
        .addColumn("lane", "text", (column) => column.notNull())
        .addColumn("turn_at", "timestamptz", (column) => column.notNull())
        .addColumn("interval_ms", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("write_turn_once", ["installation", "lane"])
        .execute();
    },
  },
  "0016-a-year-of-events": {
    async up(database) {
      const tables = database.schema.withSchema(schema);
      const index = (name: string, on: keyof Tables) => tables.createIndex(name).on(on);
      await index("shown_in_of_pull_request", "shown_in").columns(["owner", "repo", "number"]).execute();
      await index("sighting_of_repository", "sighting").expression(sql`lower(repository)`).execute();
      await index("history_of_name", "history").expression(sql`lower(owner), lower(repo)`).execute();
      await index("publication_by_age", "publication").column("started_at").execute();
      await index("pull_request_by_age", "pull_request").column("handled").execute();
      await index("done_once_by_age", "done_once").column("at").execute();
      await index("observed_change_by_age", "observed_change").column("seen_at").execute();
      await index("asked_key_by_age", "asked_key").column("asked_at").execute();
      await index("reported_change_by_age", "reported_change").column("stored_at").execute();
      // Rows come and go with every event: by default a fifth of a table may be dead before it is vacuumed.
      for (const table of ["sealed_payload", "reported_change", "publication", "pull_request", "done_once"]) {
        await sql`
          alter table ${sql.table(`${schema}.${table}`)}
          set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)
        `.execute(database);
      }
    },
  },
};

/**
 * Brings Keyhawk's tables up to date. Migrations only add: tables, and columns that are null or have a default. So
 * processes of the version before go on working, also when they start again, on a database that a newer version has
 * migrated. Throws a `Failure` when the database refuses.
 */
export async function migrate(database: Kysely<Tables>): Promise<void> {
  const { error } = await (await createMigrator(database)).migrateToLatest();
  if (error !== undefined) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("configuration", `The database could not be brought up to date: ${reason}.`, { cause: error });
  }
}

/** Migrates to a given migration, or to the latest. */
export async function createMigrator(database: Kysely<Tables>): Promise<Migrator> {
  // Read before: the migrator occupies the embedded database's only connection.
  const newer = (await executed(database)).filter((name) => !(name in migrations) && name > latest);
  const all = { ...migrations, ...Object.fromEntries(newer.map((name) => [name, ofNewerVersion])) };
  const provider: MigrationProvider = { getMigrations: async () => all };
  return new Migrator({ db: database, provider, migrationTableSchema: schema });
}

const latest = Object.keys(migrations).at(-1) ?? "";

/** A migration that a newer version made. */
const ofNewerVersion: Migration = { up: async () => {} };

/** The names of the migrations that the database has had; none before the first. */
async function executed(database: Kysely<Tables>): Promise<readonly string[]> {
  const table = sql.table(`${schema}.${DEFAULT_MIGRATION_TABLE}`);
  const { rows } = await sql<{ found: unknown }>`
    select to_regclass(${`${schema}.${DEFAULT_MIGRATION_TABLE}`}) as found
  `.execute(database);
  if (rows[0]?.found === null || rows[0] === undefined) return [];
  return (await sql<{ name: string }>`select name from ${table}`.execute(database)).rows.map(({ name }) => name);
}
