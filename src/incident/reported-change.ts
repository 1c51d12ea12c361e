import type { Transaction } from "kysely";
import type { Connection } from "./connection.ts";
import type { Seal } from "./seal.ts";
import type { Tables } from "./tables.ts";

/** What was found in a change, until it is published and nothing about it is awaited any more. */
export interface StoredReport {
  /** As it was stored. */
  readonly content: unknown;
  /** Tells this report from one that replaced it. */
  readonly storedAt: Date;
}

/** Stores what is to be published about a change, in place of what was found in an earlier state of it. */
export async function storeReport(
  transaction: Transaction<Tables>,
  seal: Seal,
  change: string,
  content: unknown,
): Promise<void> {
  const row = { change, sealed: seal.seal(JSON.stringify(content), change), stored_at: new Date() };
  await transaction
    .insertInto("reported_change")
    .values(row)
    .onConflict((conflict) =>
      conflict.column("change").doUpdateSet((each) => ({
        sealed: each.ref("excluded.sealed"),
        stored_at: each.ref("excluded.stored_at"),
      })),
    )
    .execute();
}

/**
 * True when there is a report of the change. Locks it as {@link lockReport} does, and does not open it: a report of
 * thousands of keys has megabytes, and as many answers may come.
 */
export async function lockExisting(transaction: Transaction<Tables>, change: string): Promise<boolean> {
  const row = await transaction
    .selectFrom("reported_change")
    .select("change")
    .where("change", "=", change)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * The report of a change; null when there is none, or it was sealed under another key. Waits for transactions that store
 * an answer about it, and makes later ones wait: none is missed by who reads, and asks whether to publish, in this order.
 */
export async function lockReport(
  transaction: Transaction<Tables>,
  seal: Seal,
  change: string,
): Promise<StoredReport | null> {
  const row = await transaction
    .selectFrom("reported_change")
    .select(["sealed", "stored_at"])
    .where("change", "=", change)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  try {
    return { content: JSON.parse(seal.open(row.sealed, change)), storedAt: row.stored_at };
  } catch {
    return null;
  }
}

/** Forgets a report that nothing waits for, unless another one took its place. */
export async function dropReport(connection: Connection, change: string, storedAt: Date): Promise<void> {
  await connection
    .deleteFrom("reported_change")
    .where("change", "=", change)
    .where("stored_at", "=", storedAt)
    .execute();
}
