import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/incident/database.ts";
import { schema } from "../../src/incident/migrations.ts";
import { dropOutdated } from "../../src/incident/retention.ts";
import type { Tables } from "../../src/incident/tables.ts";
import { fillRecord, handleEvents } from "./recorded-year.ts";
import { serverDatabase } from "./server-database.ts";

const rows = 20_000;
const aDay = 86_400_000;

let database: Database;
let pool: pg.Pool;
beforeAll(async () => {
  const { url } = await serverDatabase();
  database = await openDatabase({ type: "server", url });
  pool = new pg.Pool({ connectionString: url, max: 2 });
  const client = await pool.connect();
  await fillRecord(client, rows);
  client.release();
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

test("no statement of an event reads a whole table", async () => {
  const statements = new Map<string, readonly unknown[]>();
  const tables = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void statements.set(query.sql, query.parameters),
  }).withSchema(schema);
  await handleEvents(tables, 1);
  await dropOutdated({ tables, exclusive: false }, new Date(0));
  const costs: Record<string, number> = {};
  for (const [statement, parameters] of statements) {
    if (!/^\s*(select|insert|update|delete)/.test(statement)) continue;
    const { rows: plans } = await pool.query(`explain (format json) ${statement}`, [...parameters]);
    costs[statement] = plans[0]["QUERY PLAN"][0].Plan["Total Cost"];
  }
  expect(Object.keys(costs).length).toBeGreaterThan(25);
  // Reading the smallest of the tables costs 380, by PostgreSQL's estimate.
  expect(Object.entries(costs).filter(([, cost]) => cost > 300)).toEqual([]);
});

test("what serves to update published results is deleted after the retention, and the record of incidents is not", async () => {
  const counts = async () => {
    const of = async (table: string) =>
      Number((await pool.query(`select count(*) from ${schema}.${table}`)).rows[0].count);
    const tables = ["publication", "pull_request", "done_once", "incident", "incident_log", "sighting", "shown_in"];
    return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await of(table)])));
  };
  const before = await counts();
  const dropped = await dropOutdated(database, new Date(Date.now() - 400 * aDay));
  const after = await counts();
  const gone = Object.fromEntries(
    Object.entries(before).map(([table, count]) => [table, Number(count) - Number(after[table])]),
  );
  expect(gone).toEqual({
    ...{ publication: rows / 2, pull_request: (rows / 2) * 0.9, done_once: rows / 2 },
    ...{ incident: 0, incident_log: 0, sighting: 0, shown_in: 0 },
  });
  expect(dropped).toBe((rows / 2) * 3.9);
  expect(await dropOutdated(database, new Date(Date.now() - 400 * aDay))).toBe(0);
});
