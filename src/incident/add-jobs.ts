import { sql, type Transaction } from "kysely";
import { fromKysely, type JobInsert, type PgBoss } from "pg-boss";
import { inStatements } from "./connection.ts";
import type { NewJob, QueueName } from "./job.ts";
import type { Seal } from "./seal.ts";
import type { Tables } from "./tables.ts";
import { priorities, type Turn } from "./turn.ts";

/** The settings for storing jobs. */
export interface JobStore {
  readonly boss: PgBoss;
  readonly seal: Seal;
  /** Name of the table that contains a queue's jobs. */
  tableOf(queue: QueueName): string;
}

/**
 * Stores jobs in a few statements, whatever their number. Resolves to the ids of the jobs that were not stored already;
 * a job that was given up starts again.
 */
export async function addJobs(
  store: JobStore,
  transaction: Transaction<Tables>,
  jobs: readonly NewJob[],
): Promise<ReadonlySet<string>> {
  const added = new Set<string>();
  for (const [queue, ofQueue] of Map.groupBy(jobs, (job) => job.queue)) {
    // The same job twice in one call is stored once, too.
    const distinct = [...new Map(ofQueue.map((job) => [job.id, job])).values()];
    for (const id of await addTo(queue, store, transaction, distinct)) added.add(id);
  }
  return added;
}

async function addTo(
  queue: QueueName,
  store: JobStore,
  transaction: Transaction<Tables>,
  jobs: readonly NewJob[],
): Promise<readonly string[]> {
  const { boss, seal } = store;
  const db = fromKysely(transaction);
  const ranks = await rank(queue, store, transaction, jobs);
  const inserts = jobs.map(
    ({ id, key, turn, delay, priority }, index): JobInsert => ({
      id,
      singletonKey: key,
      group: { id: groupOf(turn) },
      priority: priority ?? ranks[index] ?? 0,
      ...(delay === undefined ? {} : { startAfter: delay }),
    }),
  );
  const insert = async (some: JobInsert[]) => (await boss.insert(queue, some, { db, returnId: true })) ?? [];
  const added = new Set(await insert(inserts));
  for (const [index, job] of jobs.entries()) {
    const again = inserts[index];
    if (again === undefined || added.has(job.id)) continue;
    const [existing] = await boss.findJobs(queue, { id: job.id, db });
    if (existing?.state !== "failed" && !(job.afresh === true && existing?.state === "completed")) continue;
    await boss.deleteJob(queue, job.id, { db });
    for (const id of await insert([again])) added.add(id);
  }
  const rows = jobs.flatMap(({ id, payload, turn }) =>
    added.has(id)
      ? [
          {
            job_id: id,
            queue,
            sealed: seal.seal(JSON.stringify(payload), id),
            stored_at: new Date(),
            installation: turn.installation,
            repository: turn.repository.toLowerCase(),
            origin: turn.origin,
          },
        ]
      : [],
  );
  for (const some of inStatements(rows)) {
    await transaction
      .insertInto("sealed_payload")
      .values(some)
      .onConflict((conflict) =>
        conflict.column("job_id").doUpdateSet((row) => ({ sealed: row.ref("excluded.sealed") })),
      )
      .execute();
  }
  return [...added];
}

/** pg-boss's group of a job: a queue's workers are shared among installations. */
export function groupOf({ installation }: Pick<Turn, "installation">): string {
  return String(installation);
}

async function rank(
  queue: QueueName,
  store: JobStore,
  transaction: Transaction<Tables>,
  jobs: readonly NewJob[],
): Promise<readonly number[]> {
  const turns = jobs.map(({ turn }) => turn);
  const waiting = await transaction
    .selectFrom("sealed_payload")
    .select(["installation", "repository", "origin", (row) => row.fn.countAll<string>().as("count")])
    .where("queue", "=", queue)
    .where("installation", "in", [...new Set(turns.map(({ installation }) => String(installation)))])
    .groupBy(["installation", "repository", "origin"])
    .execute();
  const backlog = waiting.map(({ installation, repository, origin, count }) => ({
    installation: Number(installation),
    repository,
    origin,
    count: Number(count),
  }));
  const { rows } = await sql<{ next: number | null }>`
    select max(priority) as next from ${sql.table(store.tableOf(queue))}
    where name = ${queue} and state = 'created' and start_after <= now() and not blocked
  `.execute(transaction);
  return priorities(turns, backlog, rows[0]?.next ?? null);
}
