import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** When the oldest waiting or running job was stored, those of histories left out; null when there is none. */
export async function oldestJob(tables: Kysely<Tables>): Promise<Date | null> {
  const { stored } = await tables
    .selectFrom("sealed_payload")
    .select((row) => row.fn.min("stored_at").as("stored"))
    .where("queue", "<>", "history")
    .executeTakeFirstOrThrow();
  return stored === null ? null : new Date(stored);
}
