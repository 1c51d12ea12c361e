import type { Database } from "../incident/database.js";
import type { Queue } from "../incident/job.js";
import type { Log } from "./log.js";
/** What is done about each event. A promise resolves when the event's work is durable, and rejects when it is not. */
export interface Intake {
    /** Stores the job that a push or pull request asks for; a delivery that comes twice is one job. */
    change(delivery: string, event: string, payload: unknown): Promise<void>;
    installation(event: string, payload: unknown): Promise<void>;
    ping(): Promise<void>;
}
/** Turns events into stored jobs. */
export declare function createIntake(database: Database, queue: Queue, log: Log): Intake;
