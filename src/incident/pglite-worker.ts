import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type Results, type Transaction } from "@electric-sql/pglite";
import type {
  DatabaseAction,
  DatabaseAnswer,
  DatabaseCall,
  DatabaseError,
  DatabaseThreadData,
} from "./pglite-messages.ts";

/** The script of the thread that runs the embedded database. */

interface OpenTransaction {
  readonly transaction: Transaction;
  commit(): void;
  rollback(): void;
  readonly ended: Promise<void>;
}

const port = parentPort;
if (port === null) throw new Error("This script runs only as a thread.");
const { folder } = workerData as DatabaseThreadData;
// Calls may arrive while the database is still opening.
const opening = PGlite.create(folder);
opening.catch(() => {});
const transactions = new Map<number, Promise<OpenTransaction>>();

port.on("message", async ({ number, transaction, action }: DatabaseCall) => {
  const answer: DatabaseAnswer = await perform(number, transaction, action).then(
    (results) => ({ number, results }),
    (error: unknown) => ({ number, error: describe(error) }),
  );
  port.postMessage(answer);
});

async function perform(number: number, within: number | null, action: DatabaseAction): Promise<readonly Results[]> {
  const database = await opening;
  const open = within === null ? undefined : await transactions.get(within);
  if (within !== null && open === undefined) throw new Error("The transaction has ended.");
  const target = open?.transaction ?? database;
  switch (action.type) {
    case "query":
      return [await target.query(action.text, [...action.parameters], action.options)];
    case "exec":
      return target.exec(action.text);
    case "begin":
      await begin(database, number);
      return [];
    case "commit":
      open?.commit();
      await open?.ended;
      return [];
    case "rollback":
      open?.rollback();
      await open?.ended.catch(() => {});
      return [];
    case "close":
      await database.close();
      return [];
  }
}

/** Resolves when the transaction has begun. It holds PGlite's lock until it ends: there is one connection. */
async function begin(database: PGlite, number: number): Promise<void> {
  const begun = Promise.withResolvers<OpenTransaction>();
  transactions.set(number, begun.promise);
  const end = Promise.withResolvers<void>();
  const ended = database.transaction(async (transaction) => {
    begun.resolve({ transaction, commit: end.resolve, rollback: () => end.reject(new Error()), ended });
    await end.promise;
  });
  const forget = () => transactions.delete(number);
  ended.then(forget, forget);
  ended.catch(begun.reject);
  await begun.promise;
}

function describe(error: unknown): DatabaseError {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, code } = error as Error & { code?: unknown };
  return typeof code === "string" ? { message, code } : { message };
}
