import type { Transaction } from "kysely";
import type { Seal } from "./seal.js";
import type { Tables } from "./tables.js";
/** `change`: read, judge and publish a push or pull request. `respond`: call the revocation hook about one key. */
export type QueueName = "change" | "respond";
export declare const queueNames: readonly ["change", "respond"];
/** Work to store. */
export interface NewJob {
    readonly queue: QueueName;
    /** UUID: the same work stored twice is one job. */
    readonly id: string;
    /** Jobs with the same key never run at once, and in the order in which they were stored. */
    readonly key: string;
    /** JSON; at rest only sealed, and erased when the job ends. */
    readonly payload: unknown;
    /** True: a job of this id that is done starts anew, too, and not only one that was given up. */
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
/** Seconds apart at first, an hour at last, for about a day. */
export declare const retryForADay: RetrySettings;
export interface QueueSettings {
    readonly seal: Seal;
    readonly log: QueueLog;
    readonly retry?: RetrySettings;
    /** Jobs of each queue at once. */
    readonly concurrency?: number;
}
export interface QueueLog {
    warn(message: string): void;
    error(message: string): void;
}
/** The durable queue: a job is stored in the caller's transaction and runs at least once. */
export interface Queue {
    /** Resolves to false when the job is stored already; a job that was given up starts anew. */
    add(transaction: Transaction<Tables>, job: NewJob): Promise<boolean>;
    /** True when a job that has not begun has this key. */
    isWaiting(transaction: Transaction<Tables>, queue: QueueName, key: string): Promise<boolean>;
    /** Jobs that wait or run. */
    depth(): Promise<number>;
    work(workers: Readonly<Record<QueueName, Worker>>): Promise<void>;
    /** Takes no more work and gives what runs `milliseconds` to end; what does not end runs again after the next start. */
    stop(milliseconds: number): Promise<void>;
}
