import type { ExaminedChange } from "../change/examine.js";
import type { Database } from "../incident/database.js";
import type { Queue } from "../incident/job.js";
import type { Seal } from "../incident/seal.js";
import type { HookSettings } from "../respond/hook/settings.js";
import type { VerificationSettings } from "../respond/verify/settings.js";
import { type ChangePayload } from "./payload.js";
export interface RecorderOptions {
    readonly database: Database;
    readonly queue: Queue;
    readonly seal: Seal;
    readonly hook: HookSettings | null;
    readonly verification: VerificationSettings;
}
/** How a change came to be handled. */
export interface Handling {
    /** Payload with which the change is handled when an answer comes. */
    readonly again: ChangePayload;
    /** `again`: to show an answer, or after an event that came late; a hook that failed is not asked once more then. */
    readonly occasion: "event" | "again";
}
/**
 * Records what a scan found as incidents before anything is published: new keys get a job that calls the hook, stored
 * in the same transaction, and count as pending. Resolves to the change with the state of each key. When keys are
 * verified, that is done first, and nobody is asked to revoke a dead one.
 */
export declare function createRecorder(options: RecorderOptions): (examined: ExaminedChange, handling: Handling) => Promise<ExaminedChange>;
