import { Worker } from "node:worker_threads";
import type { PGlite, QueryOptions, Results } from "@electric-sql/pglite";
import type { PGliteDialectConfig } from "kysely";
import { scriptBeside } from "../source/worker-script.ts";
import type { DatabaseAction, DatabaseAnswer, DatabaseCall, DatabaseThreadData } from "./pglite-messages.ts";

/** The parts of PGlite that Kysely and pg-boss use. */
export type DatabaseThread = Extract<PGliteDialectConfig["pglite"], { readonly ready: boolean }> &
  Pick<PGlite, "query" | "exec">;

interface Waiting {
  readonly resolve: (results: readonly Results[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Opens PGlite in a thread of its own: it is WebAssembly that runs synchronously, and webhooks would wait for every
 * statement. Rejects when the folder cannot be opened. If the thread ends by itself, for lack of memory, the process
 * ends with an error: whatever was stored is there after the next start.
 */
export async function openPglite(folder: string): Promise<DatabaseThread> {
  const data: DatabaseThreadData = { folder };
  const worker = new Worker(scriptBeside("pglite-worker", import.meta.url), { workerData: data });
  const waiting = new Map<number, Waiting>();
  let number = 0;
  let closed = false;

  function call(action: DatabaseAction, transaction: number | null = null): Promise<readonly Results[]> {
    if (closed) return Promise.reject(new Error("The database is closed."));
    const message: DatabaseCall = { number: ++number, transaction, action };
    return new Promise((resolve, reject) => {
      waiting.set(message.number, { resolve, reject });
      worker.postMessage(message);
    });
  }

  worker.on("message", (answer: DatabaseAnswer) => {
    const caller = waiting.get(answer.number);
    waiting.delete(answer.number);
    if ("results" in answer) caller?.resolve(answer.results);
    else caller?.reject(Object.assign(new Error(answer.error.message), answer.error));
  });
  worker.on("exit", (code) => {
    const lost = new Error(`The thread of the embedded database ended with ${code}.`);
    for (const { reject } of waiting.values()) reject(lost);
    waiting.clear();
    if (!closed) throw lost;
  });

  const run = (transaction: () => number | null) => ({
    async query<T>(text: string, parameters: readonly unknown[] = [], { rowMode }: QueryOptions = {}) {
      const options = rowMode === undefined ? {} : { rowMode };
      const [results] = await call({ type: "query", text, parameters, options }, transaction());
      return results as Results<T>;
    },
  });

  try {
    await call({ type: "exec", text: "select 1" });
  } catch (error) {
    closed = true;
    await worker.terminate();
    throw error;
  }
  return {
    ...run(() => null),
    async exec(text) {
      return [...(await call({ type: "exec", text }))];
    },
    async transaction(callback) {
      // Not awaited: the thread takes the messages in their order. Where it cannot begin, the statements fail as well.
      call({ type: "begin" }).catch(() => {});
      const id = number;
      const rollback = async () => void (await call({ type: "rollback" }, id));
      try {
        const result = await callback({ ...run(() => id), rollback });
        await call({ type: "commit" }, id);
        return result;
      } catch (error) {
        await rollback().catch(() => {});
        throw error;
      }
    },
    ready: true,
    waitReady: Promise.resolve(),
    get closed() {
      return closed;
    },
    async close() {
      const done = call({ type: "close" });
      closed = true;
      try {
        await done;
      } finally {
        await worker.terminate();
      }
    },
  };
}
