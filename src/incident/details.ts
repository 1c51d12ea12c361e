import type { Transaction } from "kysely";
import type { KeyDetails } from "../report/key-details.ts";
import { type Connection, inStatements, storable } from "./connection.ts";
import type { Tables } from "./tables.ts";

type Named = { readonly fingerprint: string };

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

/** What OpenAI said about keys of an owner, by fingerprint. */
export async function knownDetails(
  connection: Connection,
  owner: string,
  keys: readonly Named[],
): Promise<ReadonlyMap<string, KeyDetails>> {
  const known = new Map<string, KeyDetails>();
  for (const some of inStatements(keys)) {
    const rows = await connection
      .selectFrom("incident")
      .select(["fingerprint", "details"])
      .where("owner", "=", owner.toLowerCase())
      .where("fingerprint", "in", namesOf(some))
      .where("details", "is not", null)
      .execute();
    for (const { fingerprint, details } of rows) if (details !== null) known.set(fingerprint, JSON.parse(details));
  }
  return known;
}

/** When the incidents of keys were opened, ISO 8601 by fingerprint. */
export async function openedAt(
  connection: Connection,
  owner: string,
  keys: readonly Named[],
): Promise<ReadonlyMap<string, string>> {
  const opened = new Map<string, string>();
  for (const some of inStatements(keys)) {
    const rows = await connection
      .selectFrom("incident")
      .select(["fingerprint", "opened_at"])
      .where("owner", "=", owner.toLowerCase())
      .where("fingerprint", "in", namesOf(some))
      .execute();
    for (const row of rows) opened.set(row.fingerprint, row.opened_at.toISOString());
  }
  return opened;
}

function namesOf(keys: readonly Named[]): readonly string[] {
  return keys.map(({ fingerprint }) => fingerprint);
}
