import { loadConfiguration } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { type StartOptions, startApp } from "./start-app.ts";

/**
 * Options of `keyhawk serve`. Its file of environment variables is read, too; variables of the environment take
 * precedence.
 */
export interface ServeOptions extends StartOptions {
  /** What this process does; takes precedence over `KEYHAWK_ROLE`. */
  readonly role?: string;
}

/** Runs the App until SIGTERM or SIGINT, and then ends the process. Throws a `Failure` when it cannot start. */
export async function serve(options: ServeOptions, env: Environment): Promise<void> {
  const { role } = options;
  const given = role === undefined ? {} : { KEYHAWK_ROLE: role };
  const app = await startApp(loadConfiguration(options, { ...env, ...given }), options);
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
  await app.stop();
  // Waiting for a rate limit must not keep a finished process alive.
  setTimeout(() => process.exit(), lastWait).unref();
}

/** Milliseconds that remaining work gets after the App has stopped. */
const lastWait = 1_000;
