import type { Transaction } from "kysely";
import type { Queue } from "../incident/job.js";
import type { Tables } from "../incident/tables.js";
/**
 * Stores a job that handles a change again. When one waits already it is enough: it will see everything that is stored
 * until it begins. `key` is the change's; `payload` is that of a `change` job.
 */
export declare function handleAgain(transaction: Transaction<Tables>, queue: Queue, key: string, payload: unknown): Promise<void>;
