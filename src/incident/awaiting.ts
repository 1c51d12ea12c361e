import type { Transaction } from "kysely";
import type { Seal } from "./seal.ts";
import type { Tables } from "./tables.ts";

/** Stores that a change shows an incident as pending, so that the change is published again when the answer arrives. */
export async function awaitAnswer(
  transaction: Transaction<Tables>,
  seal: Seal,
  incident: string,
  change: { readonly key: string; readonly payload: unknown },
): Promise<void> {
  const sealed = seal.seal(JSON.stringify(change.payload), incident);
  await transaction
    .insertInto("awaiting_answer")
    .values({ incident_id: incident, change: change.key, sealed })
    .onConflict((conflict) =>
      conflict.columns(["incident_id", "change"]).doUpdateSet((row) => ({ sealed: row.ref("excluded.sealed") })),
    )
    .execute();
}

/**
 * The changes that waited for the answer about an incident; this call deletes their entries. A payload that was sealed
 * under another key cannot be opened, and must not prevent the answer from being stored.
 */
export async function takeAwaiting(
  transaction: Transaction<Tables>,
  seal: Seal,
  incident: string,
): Promise<readonly { readonly key: string; readonly payload: unknown }[]> {
  const rows = await transaction
    .deleteFrom("awaiting_answer")
    .where("incident_id", "=", incident)
    .returning(["change", "sealed"])
    .execute();
  // Always locked in the same order, so that two answers about the same changes cannot deadlock.
  const inOrder = rows.toSorted((a, b) => (a.change < b.change ? -1 : 1));
  return inOrder.flatMap((row) => {
    try {
      return [{ key: row.change, payload: JSON.parse(seal.open(row.sealed, incident)) as unknown }];
    } catch {
      return [];
    }
  });
}
