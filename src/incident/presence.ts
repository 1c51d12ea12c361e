import type { Database } from "./database.ts";

/** When an App last ran on this database; null when none did. */
export async function lastPresence({ tables }: Pick<Database, "tables">): Promise<Date | null> {
  const row = await tables.selectFrom("presence").select("seen_at").executeTakeFirst();
  return row?.seen_at ?? null;
}

/** Records that an App runs now. */
export async function notePresence({ tables }: Pick<Database, "tables">): Promise<void> {
  const seen_at = new Date();
  await tables
    .insertInto("presence")
    .values({ id: 1, seen_at })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ seen_at }))
    .execute();
}
