import { randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import type { Queue } from "../incident/job.ts";
import type { Tables } from "../incident/tables.ts";

/**
 * Stores a job that handles a change again. When one waits already it is enough: it will see everything that is stored
 * until it begins. `key` is the change's; `payload` is that of a `change` job.
 */
export async function handleAgain(
  transaction: Transaction<Tables>,
  queue: Queue,
  key: string,
  payload: unknown,
): Promise<void> {
  if (await queue.isWaiting(transaction, "change", key)) return;
  await queue.add(transaction, { queue: "change", id: randomUUID(), key, payload });
}
