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

/** Takes back that something is done: it failed. */
export async function undo(connection: Connection, id: string): Promise<void> {
  await connection.deleteFrom("done_once").where("id", "=", id).execute();
}
