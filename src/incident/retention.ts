import { type RawBuilder, sql } from "kysely";
import type { Database } from "./database.ts";
import { schema } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** What is deleted from one table. */
interface Outdated {
  readonly table: keyof Tables;
  /** The column with a row's age. */
  readonly age: string;
  /** Rows that are deleted before they reach the age that the operator sets: milliseconds. */
  readonly sooner?: number;
  /** Only these rows. */
  readonly only?: RawBuilder<unknown>;
}

const aDay = 86_400_000;

/**
 * What only serves to do things once, or to update what was published: it grows with the number of events. Incidents,
 * their places and their logs are the record, and stay.
 */
const outdated: readonly Outdated[] = [
  { table: "publication", age: "started_at" },
  // The comment of a pull request stays known: it grows with the number of leaks only.
  { table: "pull_request", age: "handled", only: sql`not commented` },
  { table: "done_once", age: "at" },
  { table: "observed_change", age: "seen_at" },
  { table: "asked_key", age: "asked_at" },
  { table: "reported_change", age: "stored_at" },
  { table: "rest", age: "until_at", sooner: aDay },
  { table: "write_turn", age: "turn_at", sooner: aDay },
];

/** The most rows that one statement deletes: events do not wait long for it. */
const batch = 1_000;

/**
 * Deletes what is older than a time from the tables that grow with the number of events. Several processes may do so at
 * the same time. Resolves to the number of rows.
 */
export async function dropOutdated(
  { tables, exclusive }: Pick<Database, "tables" | "exclusive">,
  before: Date,
  now = new Date(),
): Promise<number> {
  let dropped = 0;
  for (const { table, age, sooner = 0, only = sql`true` } of outdated) {
    const name = sql.table(`${schema}.${table}`);
    const limit = sooner === 0 ? before : new Date(now.getTime() - sooner);
    for (let rows = batch; rows === batch; ) {
      const { numAffectedRows = 0n } = await sql`
        delete from ${name} where ctid = any (array(
          select ctid from ${name} where ${sql.ref(age)} < ${limit} and ${only} limit ${batch} for update skip locked
        ))
      `.execute(tables);
      rows = Number(numAffectedRows);
      dropped += rows;
    }
  }
  // A server does so by itself.
  if (exclusive) await vacuum(tables);
  return dropped;
}

/** The most dead rows of a table that are left alone. */
const mostDead = 10_000;

/** Makes the room of dead rows usable again, table by table, so that events do not wait long. */
async function vacuum(tables: Database["tables"]): Promise<void> {
  const { rows } = await sql<{ schemaname: string; relname: string }>`
    select schemaname, relname from pg_stat_user_tables where n_dead_tup > ${mostDead} order by 1, 2
  `.execute(tables);
  for (const { schemaname, relname } of rows) {
    await sql`vacuum (analyze) ${sql.table(`${schemaname}.${relname}`)}`.execute(tables);
  }
}
