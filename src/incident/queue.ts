import { sql } from "kysely";
import { fromKysely, type JobWithMetadata, PgBoss, type QueueOptions } from "pg-boss";
import { addJobs, type JobStore } from "./add-jobs.ts";
import type { Database } from "./database.ts";
import { type Dispatcher, type Slots, startDispatcher } from "./dispatcher.ts";
import { gather } from "./gather.ts";
import { createHold } from "./hold.ts";
import { adoptFormerQueue, restartInterrupted } from "./interrupted.ts";
import {
  type Job,
  type JobOrigin,
  type Queue,
  type QueueName,
  type QueueSettings,
  queueNames,
  retryForADay,
  type Worker,
} from "./job.ts";
import { sharedRests } from "./rests.ts";
import { stagesOf } from "./stages.ts";

/** Schema of pg-boss's own tables. */
export const bossSchema = "keyhawk_queue";

/** The most payloads that are read or erased in one statement. */
const mostTogether = 100;

/** Seconds without a heartbeat of a job's worker after which another process takes the job over. */
const heartbeat = 30;

/**
 * All of them mostly wait for other servers; examining keeps this process busy as well, and a change is in memory
 * meanwhile. GitHub asks for requests that write to be made one after the other, so an installation has one slot to
 * publish.
 */
const slots: Readonly<Record<Exclude<QueueName, "history">, Slots>> = {
  examine: { all: 16, each: 8 },
  respond: { all: 32, each: 8 },
  publish: { all: 64, each: 1 },
};

/** Milliseconds for which storing webhooks comes before starting jobs. */
const longestHold = 500;

/** Seconds that the scan of one history may take. */
const longestHistory = 6 * 3_600;

/** Starts the queues on an open database. */
export async function startQueue(database: Database, settings: QueueSettings): Promise<Queue> {
  const { seal, log, histories = 1 } = settings;
  const retry = settings.retry ?? retryForADay;
  const boss = new PgBoss({
    ...database.boss,
    schema: bossSchema,
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
    // GitHub lets a delivery be sent again for three days; the finished job is how it is recognised.
    deleteAfterSeconds: 7 * 86_400,
  };
  for (const name of queueNames) {
    const ofQueue = name === "history" ? { ...options, expireInSeconds: longestHistory } : options;
    await boss.createQueue(name, { ...ofQueue, policy: "singleton" });
    await boss.updateQueue(name, ofQueue);
  }
  await adoptFormerQueue(boss, database, bossSchema);
  const tables = new Map<QueueName, string>();
  for (const name of queueNames) {
    const queue = await boss.getQueue(name);
    if (queue !== null) tables.set(name, `${bossSchema}.${queue.table}`);
  }
  const tableOf = (name: QueueName) => tables.get(name) ?? `${bossSchema}.job`;
  const store: JobStore = { boss, seal, tableOf };
  if (database.exclusive) {
    for (const name of queueNames) await restartInterrupted(boss, database, name, tableOf(name), log);
  }
  let sweep: NodeJS.Timeout | undefined;
  const dispatchers = new Map<QueueName, Dispatcher>();

  /** A payload outlives its job when the process is killed during the job's last attempt. */
  async function endOrphans(workers: Readonly<Record<QueueName, Worker>>, names: readonly QueueName[]): Promise<void> {
    for (const name of names) {
      const table = tableOf(name);
      const { rows } = await sql<{ job_id: string; sealed: Uint8Array }>`
        select job_id, sealed from ${sql.table("keyhawk.sealed_payload")} as payload
        where queue = ${name} and stored_at < now() - interval '1 minute' and not exists (
          select from ${sql.table(table)} as job
          where job.name = ${name} and job.id = payload.job_id and job.state in ('created', 'retry', 'active')
        )
      `.execute(database.tables);
      for (const { job_id: id, sealed } of rows) {
        const signal = AbortSignal.timeout(60_000);
        const job = unseal(name, sealed, { id, attempt: retry.limit, signal });
        if (job === null) await workers[name].lose?.(id);
        else await workers[name].giveUp(job, new Error("Its worker was cut off at the last try."));
        await erase(id);
      }
    }
  }

  function unseal(name: QueueName, sealed: Uint8Array, job: Omit<Job, "payload">): Job | null {
    try {
      return { ...job, payload: JSON.parse(seal.open(sealed, job.id)) };
    } catch {
      log.error(`The ${name} job ${job.id} was sealed under another key (KEYHAWK_SEALING_KEY) and is given up.`);
      return null;
    }
  }

  /** True while a job about an event runs in this process. */
  const isLive = () => [...dispatchers].some(([name, dispatcher]) => name !== "history" && dispatcher.isBusy());

  const hold = createHold(longestHold, () => {
    for (const dispatcher of dispatchers.values()) dispatcher.look();
  });
  database.onCommit((transaction) => {
    for (const dispatcher of dispatchers.values()) dispatcher.committed(transaction);
  });
  const mayStart = (name: QueueName) => name === "respond" || !(hold.active || (name === "history" && isLive()));

  const erase = gather(mostTogether, async (ids: readonly string[]) => {
    await database.tables.deleteFrom("sealed_payload").where("job_id", "in", ids).execute();
    return ids;
  });

  const sealedPayload = gather(mostTogether, async (ids: readonly string[]) => {
    const rows = await database.tables
      .selectFrom("sealed_payload")
      .select(["job_id", "sealed"])
      .where("job_id", "in", ids)
      .execute();
    const sealed = new Map(rows.map((row) => [row.job_id, row.sealed]));
    return ids.map((id) => sealed.get(id));
  });

  async function perform(name: QueueName, worker: Worker, stored: JobWithMetadata, signal: AbortSignal): Promise<void> {
    const sealed = await sealedPayload(stored.id);
    // Deleted: an earlier run of this job finished but was killed before it could report that.
    if (sealed === undefined) return;
    const { id, retryCount: attempt, data } = stored;
    const job = unseal(name, sealed, { ...(data as JobOrigin | null), id, attempt, signal });
    if (job === null) {
      await worker.lose?.(stored.id);
      await erase(stored.id);
      return;
    }
    try {
      await worker.run(job);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (stored.retryCount >= stored.retryLimit && !signal.aborted) {
        await worker.giveUp(job, error);
        await erase(job.id);
      }
      throw error;
    }
    await erase(job.id);
  }

  return {
    async add(transaction, jobs) {
      const added = await addJobs(store, transaction, jobs);
      for (const name of new Set(jobs.map(({ queue }) => queue))) {
        dispatchers.get(name)?.announce(database.openTransactions());
      }
      return added;
    },
    async isWaiting(transaction, queue, key) {
      const waiting = await boss.findJobs(queue, { key, queued: true, db: fromKysely(transaction) });
      return waiting.length > 0;
    },
    async depth() {
      const { count } = await database.tables
        .selectFrom("sealed_payload")
        .select((row) => row.fn.countAll<string>().as("count"))
        .where("queue", "<>", "history")
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    hold: hold.add,
    stages: () => stagesOf(database.tables, queueNames, tableOf),
    async work(workers, names = queueNames) {
      const sweepOrphans = () =>
        endOrphans(workers, names).catch((error: Error) => log.error(`The queue: ${error.message}`));
      await sweepOrphans();
      sweep = setInterval(sweepOrphans, 600_000).unref();
      for (const name of names) {
        const dispatcher = startDispatcher(boss, name, {
          slots: name === "history" ? { all: histories, each: histories } : slots[name],
          mayStart: () => mayStart(name),
          pulse: heartbeat / 3,
          rests: database.exclusive ? null : sharedRests(database, name),
          perform: (job, signal) => perform(name, workers[name], job, signal),
          failed: (error) => log.error(`The queue: ${error.message}`),
        });
        dispatchers.set(name, dispatcher);
      }
    },
    async stop(milliseconds) {
      clearInterval(sweep);
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.stop(milliseconds)));
      dispatchers.clear();
      await boss.stop({ graceful: true, timeout: 1_000, close: true });
    },
  };
}
