import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { type PostgresServer, startPostgres } from "./app/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /**
     * A POST here makes an empty database on the PostgreSQL server that all test files share; answers its URL and the
     * folder of the server's files.
     */
    readonly databases: string;
  }
}

/** The server starts with the first database that is asked for: most test files need none. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | null = null;
  const http = createServer((_request, response) => {
    starting ??= startPostgres();
    starting
      .then(async (server) => ({ url: await server.createDatabase(randomUUID()), data: server.data }))
      .then(
        (made) => response.end(JSON.stringify(made)),
        (error: Error) => response.writeHead(500).end(error.message),
      );
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  provide("databases", `http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  return async () => {
    http.close();
    const server = await starting?.catch(() => null);
    await server?.stop();
  };
}
