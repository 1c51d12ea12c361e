import type { RetrySettings } from "../incident/job.js";
import type { Configuration } from "./configuration.js";
/** An App that listens. */
export interface RunningApp {
    /** `http://127.0.0.1:3000`, without a final slash. */
    readonly url: string;
    /** `setup` while it has no credentials. */
    readonly mode: "app" | "setup";
    /** Takes no more webhooks, lets running jobs end within a bound, and closes the database. */
    stop(): Promise<void>;
}
export interface StartOptions {
    /** How failed jobs are tried again; for about a day when not set. */
    readonly retry?: RetrySettings;
}
/**
 * Starts the App: its server, its database and the workers in this process. Without credentials it serves the setup
 * page instead. Throws a `Failure` when the configuration or the database does not allow it.
 */
export declare function startApp(configuration: Configuration, options?: StartOptions): Promise<RunningApp>;
