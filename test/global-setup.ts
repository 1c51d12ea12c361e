import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { startPostgres } from "./app/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /**
     * What all test files share: a POST to `/database` makes an empty database on one PostgreSQL server and answers its
     * URL and the folder of the server's files; one to `/shipped` answers what was built and packed.
     */
    readonly shared: string;
  }
}

/** Each thing is made when it is first asked for: most test files need neither. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = once(startPostgres);
  const shipped = once(async () => (await import("./packages/shipped.ts")).ship());
  const answers: Readonly<Record<string, () => Promise<unknown>>> = {
    async "/database"() {
      const { createDatabase, data } = await server.get();
      return { url: await createDatabase(randomUUID()), data };
    },
    "/shipped": shipped.get,
  };
  const http = createServer((request, response) => {
    const answer = answers[request.url ?? ""] ?? (() => Promise.reject(new Error(`There is no ${request.url}.`)));
    answer().then(
      (made) => response.end(JSON.stringify(made)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  provide("shared", `http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  return async () => {
    http.close();
    await (await server.made())?.stop();
    await (await shipped.made())?.remove();
  };
}

/** Something that is made at most once. `made` is undefined before, and resolves to undefined when it failed. */
function once<T>(make: () => Promise<T>) {
  let making: Promise<T> | undefined;
  return {
    get() {
      making ??= make();
      return making;
    },
    made: () => making?.catch(() => undefined),
  };
}
