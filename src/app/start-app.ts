import { type Database, openDatabase } from "../incident/database.ts";
import type { Queue, RetrySettings } from "../incident/job.ts";
import { startQueue } from "../incident/queue.ts";
import { createSeal } from "../incident/seal.ts";
import { createChangeWorker } from "./change-worker.ts";
import type { Configuration, Credentials } from "./configuration.ts";
import { createHealthHandler } from "./health.ts";
import { createIntake } from "./intake.ts";
import type { Log } from "./log.ts";
import { createLogger } from "./logger.ts";
import { maskLog } from "./masked-log.ts";
import { createProbotServer } from "./probot.ts";
import { createRespondWorker } from "./respond-worker.ts";
import { startSetup } from "./setup.ts";

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

/** Milliseconds that running jobs have when the App stops; what is not done then runs after the next start. */
const grace = 20_000;

/**
 * Starts the App: its server, its database and the workers in this process. Without credentials it serves the setup
 * page instead. Throws a `Failure` when the configuration or the database does not allow it.
 */
export async function startApp(configuration: Configuration, options: StartOptions = {}): Promise<RunningApp> {
  const log = await createLogger(configuration);
  const { credentials } = configuration;
  if (credentials === null) {
    const server = await startSetup(configuration, log);
    return { url: urlOf(server), mode: "setup", stop: () => server.stop() };
  }
  const database = await openDatabase(configuration.database);
  try {
    return await startWorking(configuration, credentials, database, options);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startWorking(
  configuration: Configuration,
  credentials: Credentials,
  database: Database,
  options: StartOptions,
): Promise<RunningApp> {
  const logger = await createLogger(configuration);
  const log: Log = maskLog(logger);
  const { hook, verification, webUrl } = configuration;
  const seal = createSeal(credentials.sealingKey);
  const queue = await startQueue(database, { seal, log, ...options });
  try {
    const accept = createIntake(database, queue, log);
    const { server, probot } = await createProbotServer(configuration, credentials, logger, accept);
    server.addHandler(createHealthHandler(queue));
    await queue.work({
      change: createChangeWorker({
        database,
        queue,
        seal,
        log,
        webUrl,
        hook,
        verification,
        clientOf: (id) => probot.auth(id),
      }),
      respond: createRespondWorker({ database, queue, seal, log, hook }),
    });
    await server.start();
    const url = urlOf(server);
    log.info(`Keyhawk takes webhooks at ${url}${configuration.webhookPath}.`);
    if (hook === null) log.info("No revocation hook is configured (KEYHAWK_HOOK_URL): keys are reported, not revoked.");
    return { url, mode: "app", stop: () => stop(server, queue, database) };
  } catch (error) {
    await queue.stop(0);
    throw error;
  }
}

async function stop(server: { stop(): Promise<void> }, queue: Queue, database: Database): Promise<void> {
  await server.stop();
  await queue.stop(grace);
  await database.close();
}

function urlOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${host}:${port}`;
}
