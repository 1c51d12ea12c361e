import type { Transaction } from "kysely";
import type { Seal } from "./seal.ts";
import type { Tables } from "./tables.ts";
import type { Turn } from "./turn.ts";

/**
 * `examine`: read, judge and record a push or pull request. `respond`: call the revocation hook. `publish`: write a
 * comment, a check run and a review at GitHub's pace. `history`: scan what was there before Keyhawk was installed. Each
 * queue has its own workers, and none waits for another queue, but `history` for all others.
 */
export type QueueName = "examine" | "respond" | "publish" | "history";

export const queueNames = ["examine", "respond", "publish", "history"] as const satisfies readonly QueueName[];

/** What a job comes from. Everyone who may read the database can read it. */
export interface JobOrigin {
  /** `X-GitHub-Delivery` of a webhook. */
  readonly delivery?: string;
  /** The trace that the job is part of: OpenTelemetry's fields, such as `traceparent`. */
  readonly trace?: Readonly<Record<string, string>>;
}

/** A job to store. */
export interface NewJob {
  readonly queue: QueueName;
  /** UUID: the same job stored twice is one job. */
  readonly id: string;
  /** Jobs with the same key never run at the same time, and run in the order in which they were stored. */
  readonly key: string;
  /** JSON; sealed at rest, and deleted when the job ends. */
  readonly payload: unknown;
  /** The source of the job: sources take turns. */
  readonly turn: Turn;
  /** At most 0; higher ones run first. Sources take turns when absent. */
  readonly priority?: number;
  /** Seconds from now before which it does not start. */
  readonly delay?: number;
  readonly origin?: JobOrigin;
  /** True: restarts a finished job of this id as well, not only one that was given up. */
  readonly afresh?: boolean;
}

/** A job to run. */
export interface Job extends JobOrigin {
  readonly id: string;
  readonly payload: unknown;
  /** 0 for the first attempt, as far as is known: after a crash, an attempt may start again with the same number. */
  readonly attempt: number;
  /** Aborted when the job must stop: it took too long, or the App is shutting down. */
  readonly signal: AbortSignal;
}

/** Thrown by a worker: no job of the installation may start before then, in milliseconds since 1970. */
export class Resting extends Error {
  override readonly name = "Resting";
  readonly until: number;

  constructor(message: string, until: number) {
    super(message);
    this.until = until;
  }
}

/** The functions that handle one queue's jobs. */
export interface Worker {
  /** Runs a job, possibly twice. An error means: retry later. */
  run(job: Job): Promise<void>;
  /** Called instead of another attempt when the last one failed; the payload is deleted afterwards. */
  giveUp(job: Job, error: Error): Promise<void>;
  /** Called when a job's payload was sealed under another key and cannot be read. */
  lose?(id: string): Promise<void>;
}

/** How often and how long failed jobs are retried. */
export interface RetrySettings {
  readonly limit: number;
  /** Seconds before the first retry; each further delay is twice the previous one. */
  readonly delay: number;
  /** The longest delay, in seconds. */
  readonly maximum: number;
}

/** Seconds apart at first, an hour at the end, for about a day. */
export const retryForADay: RetrySettings = { limit: 34, delay: 2, maximum: 3_600 };

export interface QueueSettings {
  readonly seal: Seal;
  readonly log: QueueLog;
  readonly retry?: RetrySettings;
  /** The most histories that are scanned at once; 1 when absent. */
  readonly histories?: number;
}

export interface QueueLog {
  warn(message: string): void;
  error(message: string): void;
}

/** The jobs of one queue, counted. */
export interface Stage {
  readonly queue: QueueName;
  /** Jobs that could run now. */
  readonly waiting: number;
  /** Jobs that wait for another attempt or for a rate limit. */
  readonly delayed: number;
  readonly running: number;
  /** Since when the longest waiting job could have run; null when none could. */
  readonly overdue: Date | null;
}

/** The durable queue: a job is stored in the caller's transaction and runs at least once. */
export interface Queue {
  /** Stores jobs. Resolves to the ids of those that were not stored already; a job that was given up starts again. */
  add(transaction: Transaction<Tables>, jobs: readonly NewJob[]): Promise<ReadonlySet<string>>;
  /** True when a job that has not started has this key. */
  isWaiting(transaction: Transaction<Tables>, queue: QueueName, key: string): Promise<boolean>;
  /** Number of waiting and running jobs, those of histories left out. */
  depth(): Promise<number>;
  /** The jobs of each queue, counted. */
  stages(): Promise<readonly Stage[]>;
  /**
   * Lets what arrives be stored first: until the work ends, this process starts no job but those of `respond`. Work that
   * goes on for long, and much work in a row, is not waited for.
   */
  hold(work: Promise<unknown>): void;
  /** Runs jobs, those of all queues unless `names` are given. */
  work(workers: Readonly<Record<QueueName, Worker>>, names?: readonly QueueName[]): Promise<void>;
  /**
   * Starts no more jobs and gives running ones `milliseconds` to end; a job that does not end runs again after the next
   * start.
   */
  stop(milliseconds: number): Promise<void>;
}
