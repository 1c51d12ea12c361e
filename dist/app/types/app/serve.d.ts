import { type Environment } from "./configuration.js";
import { type StartOptions } from "./start-app.js";
/** Options of `keyhawk serve`. */
export interface ServeOptions extends StartOptions {
    /** A file of environment variables, as the setup page writes it; what the environment sets goes before. */
    readonly envFile?: string;
}
/** Runs the App until SIGTERM or SIGINT. Throws a `Failure` when it cannot start. */
export declare function serve(options: ServeOptions, env: Environment): Promise<void>;
