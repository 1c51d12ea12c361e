import { readConfiguration } from "./configuration.ts";
import type { Environment } from "./environment.ts";
import { readEnvFile } from "./setup/env-file.ts";
import { type StartOptions, startApp } from "./start-app.ts";

/** Options of `keyhawk serve`. Its file of environment variables is read, too; what the environment sets goes before. */
export interface ServeOptions extends StartOptions {}

/** Runs the App until SIGTERM or SIGINT, and then ends the process. Throws a `Failure` when it cannot start. */
export async function serve(options: ServeOptions, env: Environment): Promise<void> {
  const { envFile = ".env" } = options;
  const app = await startApp(readConfiguration({ ...readEnvFile(envFile), ...env }), options);
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
  await app.stop();
  // A wait for a rate limit must not keep a process alive that has ended its work.
  setTimeout(() => process.exit(), lastWait).unref();
}

/** Milliseconds that whatever still runs has after the App stopped. */
const lastWait = 1_000;
