import type { Logger, Probot } from "probot";
import type { Queue, RetrySettings } from "../incident/job.js";
import { type Configuration } from "./configuration.js";
import { type Intake } from "./intake.js";
/** What happens behind the webhooks: a database, queues, and workers in this process. */
export interface Work {
    readonly intake: Intake;
    readonly queue: Pick<Queue, "depth">;
    /** Takes no more jobs, gives those that run some milliseconds to end, and closes the database. */
    stop(milliseconds: number): Promise<void>;
}
export interface WorkOptions {
    /** How failed jobs are tried again; for about a day when not set. */
    readonly retry?: RetrySettings;
}
/** Opens the database and starts the workers. Throws a `Failure` when the database does not allow it. */
export declare function startWork(app: Pick<Probot, "auth">, logger: Logger, configuration: Pick<Configuration, "credentials" | "database" | "hook" | "sealingKey" | "verification" | "webUrl">, options?: WorkOptions): Promise<Work>;
/** Milliseconds that running jobs have when the process ends; what is not done then runs after the next start. */
export declare const grace = 20000;
/**
 * What the environment configures, for whoever loads the application function into a Probot of their own. Ends with the
 * process. Throws a `Failure` when a setting is wrong.
 */
export declare function workFromEnvironment(app: Probot): Promise<Work>;
