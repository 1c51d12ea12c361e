import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/incident/database.ts";
import { createMigrator, schema } from "../../src/incident/migrations.ts";
import { readIncidents } from "../../src/incident/records.ts";
import type { Tables } from "../../src/incident/tables.ts";
import { serverDatabase } from "./server-database.ts";

test("what was recorded under each earlier schema is there under the latest, and under that of a newer version", async () => {
  const { url } = await serverDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schema);
  const migrator = await createMigrator(tables);
  const names = (await migrator.getMigrations()).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(9);
  const opened = new Date("2026-01-01T00:00:00Z").toISOString();
  try {
    for (const name of names) {
      const { error } = await migrator.migrateTo(name);
      expect(error).toBeUndefined();
      // What every version wrote.
      const { rows } = await pool.query(
        `insert into ${schema}.incident (owner, fingerprint, kind, masked, severity, opened_at)
          values ('acme', $1, 'openai-project-key', 'sk-proj-…0000', 'critical', $2) returning id`,
        [name, opened],
      );
      await pool.query(
        `insert into ${schema}.incident_log (incident_id, at, actor, event) values ($1, $2, 'keyhawk', 'opened')`,
        [rows[0].id, opened],
      );
      await pool.query(
        `insert into ${schema}.sighting (incident_id, place, repository, type, container, line, seen_at)
          values ($1, $2, 'acme/shop', 'file', '', 1, $3)`,
        [rows[0].id, name, opened],
      );
      await pool.query(
        `insert into ${schema}.pull_request (owner, repo, number, handled, commented) values ('acme', 'shop', $1, $2, true)`,
        [names.indexOf(name), opened],
      );
      await pool.query(`insert into ${schema}.publication (external_id, started_at) values ($1, $2)`, [name, opened]);
      await pool.query(
        `insert into ${schema}.sealed_payload (job_id, queue, sealed, stored_at) values (gen_random_uuid(), 'examine', '', $1)`,
        [opened],
      );
    }
    await pool.query(
      `insert into ${schema}.kysely_migration (name, timestamp) values ('9999-of-a-newer-version', $1)`,
      [new Date().toISOString()],
    );
  } finally {
    await tables.destroy();
  }

  const database = await openDatabase({ type: "server", url });
  try {
    const incidents = await readIncidents(database.tables, {});
    expect(incidents.map(({ fingerprint }) => fingerprint).sort()).toEqual(names);
    for (const { state, places, log } of incidents) {
      expect(state).toBe("open");
      expect(places).toHaveLength(1);
      expect(log).toHaveLength(1);
    }
  } finally {
    await database.close();
  }
});
