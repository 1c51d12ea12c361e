import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

type Connection = Kysely<Tables> | Transaction<Tables>;

/** A check run that is about to be written. */
export interface Publication {
  readonly externalId: string;
  /** What changes have in common whose checks share a name and a commit, in any case of letters. */
  readonly head: string | null;
}

/** Notes that a check run is being created. False when it was begun before: then it must be looked for. */
export async function beginPublication(connection: Connection, publication: Publication): Promise<boolean> {
  const { externalId, head } = publication;
  const row = await connection
    .insertInto("publication")
    .values({ external_id: externalId, head: head?.toLowerCase() ?? null, started_at: new Date() })
    .onConflict((conflict) => conflict.column("external_id").doNothing())
    .returning("external_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Id of the check run that was created, as far as is known. */
export async function checkRunOf(connection: Connection, externalId: string): Promise<number | null> {
  const row = await connection
    .selectFrom("publication")
    .select("check_run_id")
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  return row?.check_run_id == null ? null : Number(row.check_run_id);
}

/** Notes the id of the check run that was created. */
export async function noteCheckRun(connection: Connection, externalId: string, id: number): Promise<void> {
  await connection.updateTable("publication").set({ check_run_id: id }).where("external_id", "=", externalId).execute();
}

/** True when another change whose check shares name and commit was handled, or is being handled. */
export async function isNeighboured(connection: Connection, { externalId, head }: Publication): Promise<boolean> {
  if (head === null) return false;
  const row = await connection
    .selectFrom("publication")
    .select("external_id")
    .where("head", "=", head.toLowerCase())
    .where("external_id", "!=", externalId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
