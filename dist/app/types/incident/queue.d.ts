import type { Database } from "./database.js";
import { type Queue, type QueueSettings } from "./job.js";
/** Starts the queue on an open database. */
export declare function startQueue(database: Database, settings: QueueSettings): Promise<Queue>;
