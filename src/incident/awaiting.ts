import type { Transaction } from "kysely";
import type { Connection } from "./connection.ts";
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

/** The payloads of the changes that wait for an answer about an incident; without those that cannot be opened. */
export async function awaitingChanges(
  connection: Connection,
  seal: Seal,
  incident: string,
): Promise<readonly unknown[]> {
  const rows = await connection
    .selectFrom("awaiting_answer")
    .select("sealed")
    .where("incident_id", "=", incident)
    .orderBy("change")
    .execute();
  return rows.flatMap(({ sealed }) => opened(seal, sealed, incident));
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
  return inOrder.flatMap(({ change, sealed }) =>
    opened(seal, sealed, incident).map((payload) => ({ key: change, payload })),
  );
}

function opened(seal: Seal, sealed: Uint8Array, incident: string): readonly unknown[] {
  try {
    return [JSON.parse(seal.open(sealed, incident))];
  } catch {
    return [];
  }
}
