import type { Transaction } from "kysely";
import type { Seal } from "./seal.ts";
import type { Tables } from "./tables.ts";
import type { Turn } from "./turn.ts";

/**
 * `examine`: read, judge and record a push or pull request. `respond`: call the revocation hook. `publish`: write a
 * comment, a check run and a review at GitHub's pace. Each has workers of its own, and none waits for another's.
 */
export type QueueName = "examine" | "respond" | "publish";

export const queueNames = ["examine", "respond", "publish"] as const satisfies readonly QueueName[];

/** Work to store. */
export interface NewJob {
  readonly queue: QueueName;
  /** UUID: the same work stored twice is one job. */
  readonly id: string;
  /** Jobs with the same key never run at once, and in the order in which they were stored. */
  readonly key: string;
  /** JSON; at rest only sealed, and erased when the job ends. */
  readonly payload: unknown;
  /** Whose work it is: sources take turns. */
  readonly turn: Turn;
  /** Seconds from now before which it does not begin. */
  readonly delay?: number;
  /** True: a finished job of this id starts again, too, not only one that was given up. */
  readonly afresh?: boolean;
}

/** Work to do. */
export interface Job {
  readonly id: string;
  readonly payload: unknown;
  /** 0 for the first time, as far as is known: work that a crash interrupted may begin again with the same number. */
  readonly attempt: number;
  /** Aborted when the job must stop: it took too long, or the App is ending. */
  readonly signal: AbortSignal;
}

/** Thrown by a worker: no job of the installation may begin before then, in milliseconds since 1970. */
export class Resting extends Error {
  override readonly name = "Resting";
  readonly until: number;

  constructor(message: string, until: number) {
    super(message);
    this.until = until;
  }
}

/** What one queue's jobs are done by. */
export interface Worker {
  /** May run twice for one job. An error means: try again later. */
  run(job: Job): Promise<void>;
  /** Called instead of another try when the last one failed; the payload is erased afterwards. */
  giveUp(job: Job, error: Error): Promise<void>;
  /** Called when a job's payload was sealed under another key and cannot be read. */
  lose?(id: string): Promise<void>;
}

/** How often and how long failed work is tried again. */
export interface RetrySettings {
  readonly limit: number;
  /** Seconds before the first repetition; each further delay is twice the one before. */
  readonly delay: number;
  /** Longest delay in seconds. */
  readonly maximum: number;
}

/** First seconds apart, finally an hour, for about a day. */
export const retryForADay: RetrySettings = { limit: 34, delay: 2, maximum: 3_600 };

export interface QueueSettings {
  readonly seal: Seal;
  readonly log: QueueLog;
  readonly retry?: RetrySettings;
}

export interface QueueLog {
  warn(message: string): void;
  error(message: string): void;
}

/** The durable queue: a job is stored in the caller's transaction and runs at least once. */
export interface Queue {
  /** Stores jobs. Resolves to the ids of those that were not stored already; a job that was given up starts again. */
  add(transaction: Transaction<Tables>, jobs: readonly NewJob[]): Promise<ReadonlySet<string>>;
  /** True when a job that has not begun has this key. */
  isWaiting(transaction: Transaction<Tables>, queue: QueueName, key: string): Promise<boolean>;
  /** Jobs that wait or run. */
  depth(): Promise<number>;
  work(workers: Readonly<Record<QueueName, Worker>>): Promise<void>;
  /** Takes no more work and gives what runs `milliseconds` to end; what does not end runs again after the next start. */
  stop(milliseconds: number): Promise<void>;
}
