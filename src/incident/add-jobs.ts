import { sql, type Transaction } from "kysely";
import { fromKysely, type JobInsert, type PgBoss } from "pg-boss";
import type { NewJob, QueueName } from "./job.ts";
import type { Seal } from "./seal.ts";
import type { Tables } from "./tables.ts";
import { type Origin, priorities, type Turn } from "./turn.ts";

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
    ({ id, key, turn, delay, priority, origin }, index): JobInsert => ({
      id,
      singletonKey: key,
      group: { id: groupOf(turn) },
      priority: priority ?? ranks[index] ?? 0,
      ...(delay === undefined ? {} : { startAfter: delay }),
      ...(origin === undefined ? {} : { data: origin }),
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
  await storePayloads(
    transaction,
    queue,
    seal,
    jobs.filter(({ id }) => added.has(id)),
  );
  return [...added];
}

/** As one parameter: a statement with some for each job takes several times as long, and is parsed for each number of jobs. */
async function storePayloads(
  transaction: Transaction<Tables>,
  queue: QueueName,
  seal: Seal,
  jobs: readonly NewJob[],
): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map(({ id, payload, turn }) => ({
    job_id: id,
    sealed: Buffer.from(seal.seal(JSON.stringify(payload), id)).toString("base64"),
    ...{ installation: turn.installation, repository: turn.repository.toLowerCase(), origin: turn.origin },
  }));
  await sql`
    insert into ${sql.table("keyhawk.sealed_payload")}
      (job_id, queue, sealed, stored_at, installation, repository, origin)
    select job_id, ${queue}::text, decode(sealed, 'base64'), now(), installation, repository, origin
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as stored (job_id uuid, sealed text, installation bigint, repository text, origin text)
    on conflict (job_id) do update set sealed = excluded.sealed
  `.execute(transaction);
}

/** pg-boss's group of a job: a queue's workers are shared among installations. */
export function groupOf({ installation }: Pick<Turn, "installation">): string {
  return String(installation);
}

/** The next job in line, and one source of waiting jobs; null where there is none. */
interface Waiting {
  readonly next: number | null;
  readonly installation: string | null;
  readonly repository: string | null;
  readonly origin: Origin | null;
  readonly count: string | null;
}

async function rank(
  queue: QueueName,
  store: JobStore,
  transaction: Transaction<Tables>,
  jobs: readonly NewJob[],
): Promise<readonly number[]> {
  const turns = jobs.map(({ turn }) => turn);
  const installations = [...new Set(turns.map(({ installation }) => installation))];
  const { rows } = await sql<Waiting>`
    select line.next, installation, repository, origin, count
    from (
      select max(priority) as next from ${sql.table(store.tableOf(queue))}
      where name = ${queue} and state = 'created' and start_after <= now() and not blocked
    ) as line
    left join (
      select installation, repository, origin, count(*) from ${sql.table("keyhawk.sealed_payload")}
      where queue = ${queue} and installation in (${sql.join(installations)})
      group by installation, repository, origin
    ) as backlog on true
  `.execute(transaction);
  const backlog = rows.flatMap(({ installation, repository, origin, count }) =>
    repository === null || origin === null
      ? []
      : [{ installation: Number(installation), repository, origin, count: Number(count) }],
  );
  return priorities(turns, backlog, rows[0]?.next ?? null);
}
