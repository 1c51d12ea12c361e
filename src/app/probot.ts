import { type Logger, type Options, Probot, Server } from "probot";
import type { Configuration, Credentials } from "./configuration.ts";
import { PatientOctokit } from "./octokit.ts";
import { createReceiver, type Delivery } from "./receiver.ts";

/** Probot's server and, once it is loaded, its instance. */
export interface ProbotServer {
  readonly server: Server;
  readonly probot: Probot;
}

/** Probot with our receiver in place of its own; `accept` is called with deliveries whose signature is right. */
export async function createProbotServer(
  configuration: Configuration,
  credentials: Credentials,
  log: Logger,
  accept: (delivery: Delivery) => Promise<string>,
): Promise<ProbotServer> {
  const { webhookPath: path, webhookProxy } = configuration;
  const defaults: Options = {
    appId: credentials.appId,
    privateKey: credentials.privateKey,
    secret: credentials.webhookSecret,
    baseUrl: configuration.apiUrl,
    Octokit: PatientOctokit,
  };
  const receiver = createReceiver({ path, secret: credentials.webhookSecret, log, accept });
  class KeyhawkProbot extends Probot {
    constructor(options: Options = {}) {
      super({ ...defaults, ...options });
    }

    override async getNodeMiddleware(): ReturnType<Probot["getNodeMiddleware"]> {
      return receiver;
    }
  }
  const server = new Server({
    Probot: KeyhawkProbot,
    log,
    host: configuration.host,
    // Probot takes the number 0 for "not set" and would listen on 3000.
    port: configuration.port === 0 ? ("0" as unknown as number) : configuration.port,
    webhookPath: path,
    ...(webhookProxy === null ? {} : { webhookProxy }),
  });
  const { promise, resolve } = Promise.withResolvers<Probot>();
  await server.load((probot) => resolve(probot));
  return { server, probot: await promise };
}
