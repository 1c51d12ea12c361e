import { type Kysely, sql, type Transaction } from "kysely";
import type { Connection } from "./connection.ts";
import type { Seal } from "./seal.ts";
import type { Tables } from "./tables.ts";

/** A check run that is about to be written. */
export interface Publication {
  readonly externalId: string;
  /** The key shared by changes whose checks have the same name and commit; letter case does not matter. */
  readonly head: string | null;
  /** Digest of what it shows, where another check run of the same name and commit that shows the same is enough. */
  readonly content?: string | null;
}

/** What is needed to examine the change of a check run again. */
export interface Examinable {
  readonly seal: Seal;
  /** Payload of an `examine` job. */
  readonly payload: unknown;
}

/**
 * Records that a check run is being created. `known`: that was recorded before, so it may exist already and must be looked
 * for. `elsewhere`: another one shows the same, or is about to, and none was recorded.
 */
export async function beginPublication(
  tables: Kysely<Tables>,
  publication: Publication,
  examinable: Examinable | null,
): Promise<"new" | "known" | "elsewhere"> {
  const { externalId, head, content = null } = publication;
  const sealed = examinable === null ? null : examinable.seal.seal(JSON.stringify(examinable.payload), externalId);
  return tables.transaction().execute(async (transaction) => {
    const row = { external_id: externalId, head: head?.toLowerCase() ?? null, started_at: new Date(), sealed, content };
    if (await isShownElsewhere(transaction, publication)) return "elsewhere";
    const added = await transaction
      .insertInto("publication")
      .values(row)
      .onConflict((conflict) => conflict.column("external_id").doNothing())
      .returning("external_id")
      .executeTakeFirst();
    if (added !== undefined) return "new";
    await transaction
      .updateTable("publication")
      // An earlier version of Keyhawk recorded it without a payload.
      .set((each) => ({ content, sealed: each.fn.coalesce("sealed", each.val(sealed)) }))
      .where("external_id", "=", externalId)
      .execute();
    return "known";
  });
}

/** True when a check run that was not begun yet would show the same as another one of its name and commit. */
async function isShownElsewhere(
  transaction: Transaction<Tables>,
  { externalId, head, content = null }: Publication,
): Promise<boolean> {
  if (head === null || content === null) return false;
  const name = head.toLowerCase();
  // Of two processes that begin at the same time, the second sees what the first has recorded.
  await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(transaction);
  const rows = await transaction
    .selectFrom("publication")
    .select(["external_id", "content"])
    .where("head", "=", name)
    .where((each) => each.or([each("external_id", "=", externalId), each("content", "=", content)]))
    .execute();
  return rows.length > 0 && rows.every((row) => row.external_id !== externalId);
}

/** True when the check run of a change was published, or is being published. */
export async function isPublished(
  connection: Connection,
  { externalId }: Pick<Publication, "externalId">,
): Promise<boolean> {
  const row = await connection
    .selectFrom("publication")
    .select("external_id")
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  return row !== undefined;
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
