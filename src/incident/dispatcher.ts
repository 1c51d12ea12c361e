import { setTimeout as sleep } from "node:timers/promises";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import { type QueueName, Resting } from "./job.ts";

/** Jobs of one queue that run at once in this process. */
export interface Slots {
  readonly all: number;
  /** Of one installation. */
  readonly each: number;
}

export interface DispatcherOptions {
  readonly slots: Slots;
  /** Seconds between a running job's signs of life. */
  readonly pulse: number;
  /** Does a job. Aborted when it takes too long or the process is ending. */
  perform(job: JobWithMetadata, signal: AbortSignal): Promise<void>;
  /** Called when the database refuses or fails. */
  failed(error: Error): void;
}

/** Fetches a queue's jobs and runs them. */
export interface Dispatcher {
  /** Looks for jobs at once, and a moment later again: those of a transaction under way are not visible yet. */
  wake(): void;
  /** Takes no more jobs and gives those that run some milliseconds; resolves when none touches the database any more. */
  stop(milliseconds: number): Promise<void>;
}

/** Milliseconds between polls for jobs that were not announced: those of other processes, or whose delay has passed. */
const interval = 1_000;
/** Milliseconds after an announcement, in which its transaction commits. */
const announcements = [5, 20, 80, 320];
/** Milliseconds that a job has to notice that it was aborted. */
const farewell = 1_000;

/**
 * Starts to run a queue's jobs. pg-boss has workers of its own; these share the slots fairly among installations, and let
 * an installation rest until a time without holding a slot.
 */
export function startDispatcher(boss: PgBoss, name: QueueName, options: DispatcherOptions): Dispatcher {
  const { slots } = options;
  const running = new Map<string, { readonly group: string; readonly done: Promise<void>; abort(): void }>();
  const rests = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let state: "running" | "stopping" | "stopped" = "running";

  function wake(): void {
    look();
    for (const delay of announcements) later(delay);
  }

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
    while (state === "running" && running.size < slots.all) {
      const [job] = await boss.fetch<object>(name, { includeMetadata: true, ignoreGroups: unavailableGroups() });
      if (job === undefined) return;
      run(job);
    }
  }

  function unavailableGroups(): string[] {
    const now = Date.now();
    for (const [group, until] of rests) if (until <= now) rests.delete(group);
    const counts = Map.groupBy(running.values(), ({ group }) => group);
    const full = [...counts].flatMap(([group, jobs]) => (jobs.length >= slots.each ? [group] : []));
    return [...new Set([...full, ...rests.keys()])];
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

  async function settle(job: JobWithMetadata, group: string, signal: AbortSignal): Promise<void> {
    const pulse = setInterval(() => touch(job), options.pulse * 1_000).unref();
    const claim = { id: job.id, retryCount: job.retryCount };
    try {
      await options.perform(job, signal);
      if (state !== "stopped") await boss.complete(name, claim);
    } catch (thrown) {
      if (thrown instanceof Resting) {
        rests.set(group, thrown.until);
        later(thrown.until - Date.now());
      }
      // Only the sentence is stored, never a request or response attached to the error.
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

  const polling = setInterval(look, interval).unref();
  wake();
  return {
    wake,
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
      // A job that does not end stays active; the next start, or another process, takes it over.
      state = "stopped";
    },
  };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
