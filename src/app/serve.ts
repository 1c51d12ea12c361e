import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { type Environment, readConfiguration } from "./configuration.ts";
import { type StartOptions, startApp } from "./start-app.ts";

/** Options of `keyhawk serve`. */
export interface ServeOptions extends StartOptions {
  /** A file of environment variables, as the setup page writes it; what the environment sets goes before. */
  readonly envFile?: string;
}

/** Runs the App until SIGTERM or SIGINT, and then ends the process. Throws a `Failure` when it cannot start. */
export async function serve(options: ServeOptions, env: Environment): Promise<void> {
  const { envFile = ".env", ...startOptions } = options;
  const app = await startApp(readConfiguration({ ...readEnvFile(envFile), ...env }), startOptions);
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

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
