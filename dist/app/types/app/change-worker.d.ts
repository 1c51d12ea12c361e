import type { GitHubClient } from "../github/client/client.js";
import type { Voice } from "../github/publish/voice.js";
import type { Database } from "../incident/database.js";
import type { Queue, Worker } from "../incident/job.js";
import type { Seal } from "../incident/seal.js";
import type { HookSettings } from "../respond/hook/settings.js";
import type { VerificationSettings } from "../respond/verify/settings.js";
import type { Log } from "./log.js";
export interface ChangeOptions {
    readonly database: Database;
    readonly queue: Queue;
    readonly seal: Seal;
    readonly log: Log;
    readonly webUrl: string;
    readonly hook: HookSettings | null;
    readonly verification: VerificationSettings;
    /** As whom the App writes on GitHub. */
    readonly voice: Voice;
    /** An Octokit that acts for an installation. */
    clientOf(installation: number): Promise<GitHubClient>;
}
/** Examines, records and publishes one push or pull request, and has the hook called about new keys. */
export declare function createChangeWorker(options: ChangeOptions): Worker;
