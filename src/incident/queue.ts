import { sql } from "kysely";
import { fromKysely, type JobWithMetadata, PgBoss, type QueueOptions } from "pg-boss";
import type { Database } from "./database.ts";
import {
  type Job,
  type Queue,
  type QueueName,
  type QueueSettings,
  queueNames,
  retryForADay,
  type Worker,
} from "./job.ts";

/** Schema of pg-boss's own tables. */
const bossSchema = "keyhawk_queue";

/** Seconds between the signs of life of a job's worker, after which another process takes the job over. */
const heartbeat = 30;

/** Starts the queue on an open database. */
export async function startQueue(database: Database, settings: QueueSettings): Promise<Queue> {
  const { seal, log } = settings;
  const retry = settings.retry ?? retryForADay;
  const boss = new PgBoss({
    ...database.boss,
    schema: bossSchema,
    useListenNotify: true,
    schedule: false,
    registerInstance: false,
    reindex: !database.exclusive,
    monitorVacuum: false,
    superviseIntervalSeconds: 15,
    monitorIntervalSeconds: 15,
    openTelemetry: { enabled: false },
  });
  boss.on("error", (error) => log.error(`The queue: ${error.message}`));
  boss.on("warning", (warning) => log.warn(`The queue: ${warning.message}`));
  await boss.start();

  const options: QueueOptions = {
    retryLimit: retry.limit,
    retryDelay: retry.delay,
    retryBackoff: true,
    retryDelayMax: retry.maximum,
    expireInSeconds: 3_600,
    heartbeatSeconds: heartbeat,
    retentionSeconds: 3 * 86_400,
    // GitHub sends a delivery again for three days; the finished job is what it is recognised by.
    deleteAfterSeconds: 7 * 86_400,
  };
  for (const name of queueNames) {
    await boss.createQueue(name, { ...options, policy: "singleton", notify: true });
    await boss.updateQueue(name, { ...options, notify: true });
  }
  if (database.exclusive) await restartInterrupted();
  let sweep: NodeJS.Timeout | undefined;

  async function tableOf(name: QueueName): Promise<string> {
    const queue = await boss.getQueue(name);
    if (queue === null) throw new Error(`The queue ${name} is gone.`);
    return `${bossSchema}.${queue.table}`;
  }

  /** Nobody else works on an exclusive database: what is active at its start was cut off. */
  async function restartInterrupted(): Promise<void> {
    for (const name of queueNames) {
      const table = await tableOf(name);
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
  }

  /** A payload outlives its job when the process that held it is killed at its last try. */
  async function endOrphans(workers: Readonly<Record<QueueName, Worker>>): Promise<void> {
    for (const name of queueNames) {
      const table = await tableOf(name);
      const { rows } = await sql<{ job_id: string; sealed: Uint8Array }>`
        select job_id, sealed from ${sql.table("keyhawk.sealed_payload")} as payload
        where queue = ${name} and stored_at < now() - interval '1 minute' and not exists (
          select from ${sql.table(table)} as job
          where job.name = ${name} and job.id = payload.job_id and job.state in ('created', 'retry', 'active')
        )
      `.execute(database.tables);
      for (const { job_id: id, sealed } of rows) {
        const job = unseal(name, id, sealed, retry.limit, AbortSignal.timeout(60_000));
        if (job === null) await workers[name].lose?.(id);
        else await workers[name].giveUp(job, new Error("Its worker was cut off at the last try."));
        await erase(id);
      }
    }
  }

  function unseal(name: QueueName, id: string, sealed: Uint8Array, attempt: number, signal: AbortSignal): Job | null {
    try {
      return { id, payload: JSON.parse(seal.open(sealed, id)), attempt, signal };
    } catch {
      log.error(`The ${name} job ${id} was sealed under another key (KEYHAWK_SEALING_KEY) and is given up.`);
      return null;
    }
  }

  const erase = (id: string) => database.tables.deleteFrom("sealed_payload").where("job_id", "=", id).execute();

  async function perform(name: QueueName, worker: Worker, stored: JobWithMetadata): Promise<void> {
    const row = await database.tables
      .selectFrom("sealed_payload")
      .select("sealed")
      .where("job_id", "=", stored.id)
      .executeTakeFirst();
    // Erased: an earlier run of this job ended and was killed before it could say so.
    if (row === undefined) return;
    const job = unseal(name, stored.id, row.sealed, stored.retryCount, stored.signal);
    if (job === null) {
      await worker.lose?.(stored.id);
      await erase(stored.id);
      return;
    }
    try {
      await worker.run(job);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (stored.retryCount >= stored.retryLimit) {
        await worker.giveUp(job, error);
        await erase(job.id);
      }
      // pg-boss stores what is thrown: only the sentence, never a request or answer that hangs on it.
      throw new Error(error.message);
    }
    await erase(job.id);
  }

  return {
    async add(transaction, { queue, id, key, payload, afresh = false }) {
      const db = fromKysely(transaction);
      let stored = await boss.send(queue, {}, { id, singletonKey: key, db });
      if (stored === null) {
        const [existing] = await boss.findJobs(queue, { id, db });
        if (existing?.state !== "failed" && !(afresh && existing?.state === "completed")) return false;
        await boss.deleteJob(queue, id, { db });
        stored = await boss.send(queue, {}, { id, singletonKey: key, db });
      }
      await transaction
        .insertInto("sealed_payload")
        .values({ job_id: id, queue, sealed: seal.seal(JSON.stringify(payload), id), stored_at: new Date() })
        .onConflict((conflict) =>
          conflict.column("job_id").doUpdateSet((row) => ({ sealed: row.ref("excluded.sealed") })),
        )
        .execute();
      return stored !== null;
    },
    async isWaiting(transaction, queue, key) {
      const waiting = await boss.findJobs(queue, { key, queued: true, db: fromKysely(transaction) });
      return waiting.length > 0;
    },
    async depth() {
      const { count } = await database.tables
        .selectFrom("sealed_payload")
        .select((row) => row.fn.countAll<string>().as("count"))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async work(workers) {
      const sweepOrphans = () => endOrphans(workers).catch((error: Error) => log.error(`The queue: ${error.message}`));
      await sweepOrphans();
      sweep = setInterval(sweepOrphans, 600_000).unref();
      for (const name of queueNames) {
        await boss.work(
          name,
          {
            includeMetadata: true,
            localConcurrency: settings.concurrency ?? 4,
            pollingIntervalSeconds: 1,
            // A job whose key was busy, or whose delay has passed, is announced by nobody.
            notifyPollingIntervalSeconds: 1,
          },
          async ([job]: JobWithMetadata[]) => {
            if (job !== undefined) await perform(name, workers[name], job);
          },
        );
      }
    },
    async stop(milliseconds) {
      clearInterval(sweep);
      await boss.stop({ graceful: true, timeout: milliseconds, close: true });
    },
  };
}
