import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { collectDefaultMetrics, type Registry } from "prom-client";
import { Failure } from "../../failure.ts";
import type { Log } from "../log.ts";

/**
 * Serves `GET /metrics` at a port of its own: GitHub must reach the port for webhooks, and nobody else's business is how
 * many keys leaked. Node's own metrics are among them. Resolves to a function that stops it. Throws a `Failure` when the port cannot be used.
 * @param refresh reads what is not counted in this process
 */
export async function serveMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  registry: Registry,
  refresh: () => Promise<void>,
  log: Log,
): Promise<() => Promise<void>> {
  collectDefaultMetrics({ register: registry });
  const server = createServer(async (request, response) => {
    const path = request.url?.replace(/\?.*$/, "");
    if (path !== "/metrics" || request.method !== "GET") {
      response.writeHead(404).end();
      return;
    }
    await refresh();
    response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
  });
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("configuration", `The port of KEYHAWK_METRICS_PORT cannot be used: ${reason}.`);
  }
  log.info(`Metrics are at http://${host}:${(server.address() as AddressInfo).port}/metrics.`);
  return async () => {
    server.close();
    server.closeAllConnections();
  };
}
