import type { Database } from "../incident/database.js";
import type { Queue, Worker } from "../incident/job.js";
import type { Seal } from "../incident/seal.js";
import type { HookSettings } from "../respond/hook/settings.js";
import type { Log } from "./log.js";
export interface RespondOptions {
    readonly database: Database;
    readonly queue: Queue;
    readonly seal: Seal;
    readonly hook: HookSettings | null;
    readonly log: Log;
}
/** Calls the revocation hook about one key, stores what it says, and has the changes that show the key told anew. */
export declare function createRespondWorker(options: RespondOptions): Worker;
/** Id of the job that calls the hook about a key: one under one owner. */
export declare function respondJobId(owner: string, fingerprint: string): string;
