import type { Transaction } from "kysely";
import type { NewJob, Queue } from "./job.ts";
import type { Tables } from "./tables.ts";

/**
 * Stores jobs, except those for whose key another job is waiting already: that one will see the newest state when it
 * starts. Resolves to the number of jobs that were to be stored. The keys of `jobs` must differ.
 */
export async function addUnlessWaiting(
  transaction: Transaction<Tables>,
  queue: Pick<Queue, "add" | "isWaiting">,
  jobs: readonly NewJob[],
): Promise<number> {
  const wanted: NewJob[] = [];
  for (const job of jobs) {
    if (!(await queue.isWaiting(transaction, job.queue, job.key))) wanted.push(job);
  }
  if (wanted.length > 0) await queue.add(transaction, wanted);
  return wanted.length;
}
