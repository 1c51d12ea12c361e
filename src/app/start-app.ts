import type { Server as HttpServer } from "node:http";
import { createApplication } from "./application.ts";
import type { Configuration } from "./configuration.ts";
import type { Credentials } from "./credentials.ts";
import { endingWith, grace, requestGrace } from "./ending.ts";
import { createLogger } from "./logger.ts";
import { maskLog } from "./masked-log.ts";
import { createProbotServer } from "./probot.ts";
import type { Delivery } from "./receiver.ts";
import { takesWebhooks } from "./role.ts";
import { startSetup } from "./setup/start-setup.ts";
import { startTracing } from "./tracing/start-tracing.ts";
import { startWork, type Work, type WorkOptions } from "./work.ts";

/** A running App. */
export interface RunningApp {
  /** `http://127.0.0.1:3000`, without a final slash. */
  readonly url: string;
  /** `setup` while it has no credentials. */
  readonly mode: "app" | "setup";
  /** Stops accepting webhooks, lets running jobs end, aborts their requests after a while, and closes the database. */
  stop(): Promise<void>;
}

export interface StartOptions extends WorkOptions {
  /** The file that the setup page writes the App's credentials to; `.env` when not set. */
  readonly envFile?: string;
  /** Shows a message to the person who started the App; on standard error when not set. */
  readonly print?: (text: string) => void;
}

/**
 * Starts the App: its server, its database and the workers in this process. Without credentials it serves the setup
 * page instead. Throws a `Failure` when the configuration or the database does not allow it.
 */
export async function startApp(configuration: Configuration, options: StartOptions = {}): Promise<RunningApp> {
  const { credentials } = configuration;
  if (credentials === null) {
    const { envFile = ".env", print = (text) => void process.stderr.write(`${text}\n`) } = options;
    return { mode: "setup", ...(await startSetup(configuration, { envFile, print })) };
  }
  return startWithCredentials(configuration, credentials, options);
}

async function startWithCredentials(
  given: Configuration,
  credentials: Credentials,
  options: StartOptions,
): Promise<RunningApp> {
  const end = new AbortController();
  const configuration = endingWith(given, end.signal);
  const log = await createLogger(configuration);
  const endTracing = await startTracing(configuration.tracing, maskLog(log));
  const { promise, resolve } = Promise.withResolvers<Work>();
  const receive = async (delivery: Delivery) => {
    if (!takesWebhooks(configuration.role)) throw new Error(`this process has the role ${configuration.role}`);
    await (await promise).intake.take(delivery);
  };
  const server = createProbotServer({ configuration, credentials, log, receive });
  let http: HttpServer;
  try {
    await server.load(
      createApplication(async (app) => {
        const work = await startWork(app, log, configuration, options);
        resolve(work);
        return work;
      }),
    );
    http = await server.start().catch(async (error: unknown) => {
      await (await promise).stop(0);
      throw error;
    });
  } catch (error) {
    await endTracing();
    throw error;
  }
  const work = await promise;
  const url = urlOf(server);
  log.info(
    takesWebhooks(configuration.role)
      ? `Keyhawk takes webhooks at ${url}${configuration.webhookPath}.`
      : `Keyhawk runs with the role ${configuration.role}; ${url}/healthz says how it is.`,
  );
  return {
    url,
    mode: "app",
    async stop() {
      const deadline = Date.now() + grace;
      const abort = setTimeout(() => {
        http.closeAllConnections();
        end.abort();
      }, requestGrace);
      await server.stop();
      await work.stop(deadline - Date.now());
      await endTracing();
      clearTimeout(abort);
      end.abort();
    },
  };
}

function urlOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `http://${host}:${port}`;
}
