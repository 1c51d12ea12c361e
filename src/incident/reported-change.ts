import { promisify } from "node:util";
import { constants, gunzip, gzip } from "node:zlib";
import type { Transaction } from "kysely";
import type { Connection } from "./connection.ts";
import type { Seal } from "./seal.ts";
import type { Tables } from "./tables.ts";

/** The stored report of a change, until it is published and no answer about it is pending. */
export interface StoredReport {
  /** The report as it was stored. */
  readonly content: unknown;
  /** Distinguishes this report from one that replaced it. */
  readonly storedAt: Date;
}

/**
 * Stores the report of a change, in place of the one about an earlier state of it. Compressed: a report of thousands of
 * keys takes megabytes, and the embedded database needs a second to store as much.
 */
export async function storeReport(
  transaction: Transaction<Tables>,
  seal: Seal,
  change: string,
  content: unknown,
): Promise<void> {
  const compressed = await promisify(gzip)(JSON.stringify(content), { level: constants.Z_BEST_SPEED });
  const row = { change, sealed: seal.seal(compressed, change), stored_at: new Date() };
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
 * True when there is a report of the change. Locks it as {@link lockReport} does, but does not unseal it: a report of
 * thousands of keys takes megabytes, and as many answers may arrive.
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
 * The report of a change; null when there is none, or when it was sealed under another key. Waits for transactions that
 * are storing an answer about it, and blocks later ones: a transaction that first reads the report and then checks
 * whether to publish misses no answer.
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
    const content = (await promisify(gunzip)(seal.openBytes(row.sealed, change))).toString("utf8");
    return { content: JSON.parse(content), storedAt: row.stored_at };
  } catch {
    return null;
  }
}

/** Deletes a report that nothing waits for, unless another one has replaced it. */
export async function dropReport(connection: Connection, change: string, storedAt: Date): Promise<void> {
  await connection
    .deleteFrom("reported_change")
    .where("change", "=", change)
    .where("stored_at", "=", storedAt)
    .execute();
}
