import { type Logger, type Options, Probot, Server } from "probot";
import type { Configuration } from "./configuration.ts";
import type { Credentials } from "./credentials.ts";
import { probotOptions } from "./probot-options.ts";
import { createReceiver, type Delivery, receiveFirst } from "./receiver.ts";

export interface ServerOptions {
  readonly configuration: Configuration;
  readonly credentials: Credentials;
  readonly log: Logger;
  /**
   * Takes a webhook; resolves when its jobs are stored. Probot's own way creates an authenticated client for each webhook,
   * which takes longer than storing it.
   */
  readonly receive: (delivery: Delivery) => Promise<void>;
}

/** Probot's server, with Keyhawk's receiver in front of Probot's own. */
export function createProbotServer({ configuration, credentials, log, receive }: ServerOptions): Server {
  const { webhookPath: path, webhookProxy } = configuration;
  const defaults = probotOptions(configuration, credentials, log);
  const receiver = createReceiver({ path, secret: credentials.webhookSecret, log, receive });
  class KeyhawkProbot extends Probot {
    constructor(options: Options = {}) {
      super({ ...defaults, ...options, log: withoutPayloads(log) });
    }

    override async getNodeMiddleware(): ReturnType<Probot["getNodeMiddleware"]> {
      return receiver;
    }
  }
  class KeyhawkServer extends Server {
    override async start(): ReturnType<Server["start"]> {
      const server = await super.start();
      receiveFirst(server, receiver);
      return server;
    }
  }
  return new KeyhawkServer({
    Probot: KeyhawkProbot,
    log,
    host: configuration.host,
    // Probot treats the number 0 as "not set" and would listen on 3000.
    port: configuration.port === 0 ? ("0" as unknown as number) : configuration.port,
    webhookPath: path,
    ...(webhookProxy === null ? {} : { webhookProxy }),
  });
}

/** Probot logs whole events at the level `debug`, and attaches the event to each error that it logs. */
function withoutPayloads(log: Logger): Logger {
  const event = ({ id, name }: { id?: unknown; name?: unknown }) => ({ id, name });
  const err = (error: unknown) => ({ message: error instanceof Error ? error.message : String(error) });
  return log.child({}, { serializers: { event, err } });
}
