import type { Transaction } from "kysely";
import type { KeyDetails } from "../report/key-details.ts";
import { storable } from "./connection.ts";
import type { Tables } from "./tables.ts";

/** Stores what OpenAI says about the key of an incident. A key that is deleted has no record any more, so it is kept. */
export async function recordDetails(
  transaction: Transaction<Tables>,
  incident: string,
  details: KeyDetails,
): Promise<void> {
  await transaction
    .updateTable("incident")
    .set({ details: storable(JSON.stringify(details)) })
    .where("id", "=", incident)
    .execute();
}
