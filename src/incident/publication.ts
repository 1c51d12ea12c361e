import type { Connection } from "./connection.ts";
import type { Seal } from "./seal.ts";

/** A check run that is about to be written. */
export interface Publication {
  readonly externalId: string;
  /** The key shared by changes whose checks have the same name and commit; letter case does not matter. */
  readonly head: string | null;
}

/** What is needed to examine the change of a check run again. */
export interface Examinable {
  readonly seal: Seal;
  /** Payload of an `examine` job. */
  readonly payload: unknown;
}

/**
 * Records that a check run is being created. False when that was recorded before: then it may exist already and must be
 * looked for.
 */
export async function beginPublication(
  connection: Connection,
  { externalId, head }: Publication,
  examinable: Examinable | null,
): Promise<boolean> {
  const sealed = examinable === null ? null : examinable.seal.seal(JSON.stringify(examinable.payload), externalId);
  const row = await connection
    .insertInto("publication")
    .values({ external_id: externalId, head: head?.toLowerCase() ?? null, started_at: new Date(), sealed })
    .onConflict((conflict) => conflict.column("external_id").doNothing())
    .returning("external_id")
    .executeTakeFirst();
  if (row === undefined && sealed !== null) {
    // An earlier version of Keyhawk recorded it without.
    await connection
      .updateTable("publication")
      .set({ sealed })
      .where("external_id", "=", externalId)
      .where("sealed", "is", null)
      .execute();
  }
  return row !== undefined;
}

/** True when no check run was published, and none is being published, by any change of this name and commit. */
export async function isUnpublished(connection: Connection, { head }: Pick<Publication, "head">): Promise<boolean> {
  if (head === null) return false;
  const row = await connection
    .selectFrom("publication")
    .select("external_id")
    .where("head", "=", head.toLowerCase())
    .limit(1)
    .executeTakeFirst();
  return row === undefined;
}

/**
 * The payload of the `examine` job for the change of a check run; null when Keyhawk did not write it, or wrote it under
 * another sealing key.
 */
export async function changeOf(connection: Connection, seal: Seal, externalId: string): Promise<unknown> {
  const row = await connection
    .selectFrom("publication")
    .select("sealed")
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  if (row === undefined || row.sealed === null) return null;
  try {
    return JSON.parse(seal.open(row.sealed, externalId));
  } catch {
    return null;
  }
}

/** Id of the created check run; null when it is not known. */
export async function checkRunOf(connection: Connection, externalId: string): Promise<number | null> {
  const row = await connection
    .selectFrom("publication")
    .select("check_run_id")
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  return row?.check_run_id == null ? null : Number(row.check_run_id);
}

/** Records the id of the created check run. */
export async function noteCheckRun(connection: Connection, externalId: string, id: number): Promise<void> {
  await connection.updateTable("publication").set({ check_run_id: id }).where("external_id", "=", externalId).execute();
}

/** True when another change whose check has the same name and commit was published, or is being published. */
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
