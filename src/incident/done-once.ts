import type { Connection } from "./connection.ts";

/** Records that something is done. False when it was done before; in a transaction, both happen or neither. */
export async function doOnce(connection: Connection, id: string): Promise<boolean> {
  const row = await connection
    .insertInto("done_once")
    .values({ id, at: new Date() })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** True when it was recorded as done. */
export async function isDone(connection: Connection, id: string): Promise<boolean> {
  const row = await connection.selectFrom("done_once").select("id").where("id", "=", id).executeTakeFirst();
  return row !== undefined;
}
