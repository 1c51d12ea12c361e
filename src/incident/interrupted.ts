import { sql } from "kysely";
import { fromKysely, type PgBoss } from "pg-boss";
import type { Database } from "./database.ts";
import type { QueueLog, QueueName } from "./job.ts";

/** Restarts the jobs that are marked active in a database that no other process uses: they were interrupted. */
export async function restartInterrupted(
  boss: PgBoss,
  database: Database,
  name: QueueName,
  table: string,
  log: QueueLog,
): Promise<void> {
  await database.tables.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(table)} where name = ${name} and state = 'active'
    `.execute(transaction);
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return;
    const db = fromKysely(transaction);
    await boss.cancel(name, ids, { db });
    await boss.resume(name, ids, { db });
    log.warn(`${ids.length} interrupted ${name} ${ids.length === 1 ? "job starts" : "jobs start"} again.`);
  });
}

/** The queue of earlier versions, in which one worker examined and published. */
const former = "change";

/** Moves the jobs that an earlier version stored in its single queue to `examine`, finished deliveries included. */
export async function adoptFormerQueue(boss: PgBoss, database: Database, bossSchema: string): Promise<void> {
  const queue = await boss.getQueue(former);
  if (queue === null) return;
  await database.tables.transaction().execute(async (transaction) => {
    await sql`
      update ${sql.table(`${bossSchema}.${queue.table}`)} set name = 'examine' where name = ${former}
    `.execute(transaction);
    await transaction.updateTable("sealed_payload").set({ queue: "examine" }).where("queue", "=", former).execute();
  });
  await boss.deleteQueue(former);
}
