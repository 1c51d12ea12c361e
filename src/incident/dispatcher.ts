import { setTimeout as sleep } from "node:timers/promises";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { TransactionToken } from "./commits.ts";
import { gather } from "./gather.ts";
import { type QueueName, Resting } from "./job.ts";
import type { Rests } from "./rests.ts";

/** The number of jobs of one queue that run at once in this process. */
export interface Slots {
  readonly all: number;
  /** The number for one installation. */
  readonly each: number;
}

export interface DispatcherOptions {
  readonly slots: Slots;
  /** Seconds between a running job's heartbeats. */
  readonly pulse: number;
  /** False while no further job may start; asked again with every look, at least each second. */
  readonly mayStart?: () => boolean;
  /** Installations that rest because of another process; null when there is none. */
  readonly rests: Rests | null;
  /** Runs a job. Aborted when it takes too long or the process is shutting down. */
  perform(job: JobWithMetadata, signal: AbortSignal): Promise<void>;
  /** Called when a statement fails. */
  failed(error: Error): void;
}

/** Fetches a queue's jobs and runs them. */
export interface Dispatcher {
  /** Looks for jobs now. */
  look(): void;
  /** One of the open transactions has stored a job. */
  announce(open: Iterable<TransactionToken>): void;
  /** A transaction was committed: looks for jobs if it may have stored one. */
  committed(transaction: TransactionToken): void;
  /** True while a job runs. */
  isBusy(): boolean;
  /** Starts no more jobs and gives running ones some milliseconds; resolves when no job uses the database any more. */
  stop(milliseconds: number): Promise<void>;
}

/**
 * Milliseconds between polls for jobs that were not announced: those of other processes, and those whose delay has
 * passed.
 */
const interval = 1_000;
/** The most jobs whose end is stored in one statement. */
const mostTogether = 100;
/** Milliseconds that a job gets to react to being aborted. */
const farewell = 1_000;

/**
 * Starts running a queue's jobs. Replaces pg-boss's own workers: these share the slots fairly among installations, and
 * let an installation pause until a given time without occupying a slot.
 */
export function startDispatcher(boss: PgBoss, name: QueueName, options: DispatcherOptions): Dispatcher {
  const { slots, mayStart = () => true } = options;
  const running = new Map<string, { readonly group: string; readonly done: Promise<void>; abort(): void }>();
  const rests = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  /** Transactions that may have stored a job. */
  const storing = new WeakSet<TransactionToken>();
  let restsAge: "old" | "new" = "old";
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let state: "running" | "stopping" | "stopped" = "running";

  function later(milliseconds: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      look();
    }, milliseconds).unref();
    timers.add(timer);
  }

  function look(): void {
    if (state !== "running") return;
    if (looking !== null) {
      lookAgain = true;
      return;
    }
    looking = fetchJobs()
      .catch((error: Error) => options.failed(error))
      .finally(() => {
        looking = null;
        if (lookAgain) {
          lookAgain = false;
          look();
        }
      });
  }

  async function fetchJobs(): Promise<void> {
    if (restsAge === "old") await readRests();
    while (state === "running" && running.size < slots.all && mayStart()) {
      const { batchSize, ignoreGroups } = room();
      const jobs = await boss.fetch<object>(name, { includeMetadata: true, batchSize, ignoreGroups });
      if (jobs.length === 0) return;
      for (const job of jobs) run(job);
    }
  }

  /** Another process may have met the limit of an installation. */
  async function readRests(): Promise<void> {
    restsAge = "new";
    for (const [group, until] of (await options.rests?.read()) ?? []) {
      rests.set(group, Math.max(until, rests.get(group) ?? 0));
    }
  }

  /** The groups that may not start a job now, and a number of jobs that all others may start, whosever they are. */
  function room(): { readonly batchSize: number; readonly ignoreGroups: string[] } {
    const now = Date.now();
    for (const [group, until] of rests) if (until <= now) rests.delete(group);
    const left = Map.groupBy(running.values(), ({ group }) => group)
      .entries()
      .map(([group, jobs]) => ({ group, free: slots.each - jobs.length }))
      .toArray();
    const full = left.flatMap(({ group, free }) => (free <= 0 ? [group] : []));
    const free = left.flatMap(({ group, free }) => (free > 0 && !rests.has(group) ? [free] : []));
    return {
      batchSize: Math.min(slots.all - running.size, slots.each, ...free),
      ignoreGroups: [...new Set([...full, ...rests.keys()])],
    };
  }

  function run(job: JobWithMetadata): void {
    const group = job.groupId ?? "";
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(job.expireInSeconds * 1_000)]);
    const done = settle(job, group, signal).finally(() => {
      running.delete(job.id);
      look();
    });
    running.set(job.id, { group, done, abort: () => ended.abort() });
  }

  /** Jobs that end together are stored together. */
  const complete = gather(
    mostTogether,
    async (claims: readonly { readonly id: string; readonly retryCount: number }[]) => {
      await boss.complete(name, [...claims]);
      return claims;
    },
  );

  async function settle(job: JobWithMetadata, group: string, signal: AbortSignal): Promise<void> {
    const pulse = setInterval(() => touch(job), options.pulse * 1_000).unref();
    const claim = { id: job.id, retryCount: job.retryCount };
    try {
      await options.perform(job, signal);
      if (state !== "stopped") await complete(claim);
    } catch (thrown) {
      if (thrown instanceof Resting) {
        rests.set(group, thrown.until);
        await options.rests?.note(group, thrown.until).catch((error: Error) => options.failed(error));
        later(thrown.until - Date.now());
      }
      // Stores only the message, never a request or response attached to the error.
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      if (state !== "stopped") await boss.fail(name, claim, { message }).catch((error: Error) => options.failed(error));
    } finally {
      clearInterval(pulse);
    }
  }

  function touch({ id, retryCount }: JobWithMetadata): void {
    if (state === "stopped") return;
    boss.touch(name, { id, retryCount }).catch((error: Error) => options.failed(error));
  }

  function poll(): void {
    restsAge = "old";
    look();
  }

  const polling = setInterval(poll, interval).unref();
  poll();
  return {
    look,
    announce(open) {
      for (const transaction of open) storing.add(transaction);
    },
    committed(transaction) {
      if (storing.delete(transaction)) look();
    },
    isBusy: () => running.size > 0,
    async stop(milliseconds) {
      if (state !== "running") return;
      state = "stopping";
      clearInterval(polling);
      for (const timer of timers) clearTimeout(timer);
      await looking;
      const all = () => Promise.all([...running.values()].map(({ done }) => done));
      await within(milliseconds, all());
      for (const { abort } of running.values()) abort();
      await within(farewell, all());
      // A job that does not end stays active; it is taken over after the next start, or by another process.
      state = "stopped";
    },
  };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
