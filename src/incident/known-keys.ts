import type { KeyDetails } from "../report/key-details.ts";
import type { KeyResponse } from "../report/key-report.ts";
import { type Connection, inStatements } from "./connection.ts";
import { toResponse } from "./responses.ts";

/** What the record says about a key. */
export interface KnownKey {
  /** What Keyhawk did or the hook answered; null when neither. */
  readonly response: KeyResponse | null;
  /** What OpenAI said about it last; null when it was not asked. */
  readonly details: KeyDetails | null;
  /** When its incident was opened, ISO 8601. */
  readonly openedAt: string;
}

/** The keys among these that have an incident, by fingerprint. */
export async function knownKeys(
  connection: Connection,
  owner: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, KnownKey>> {
  const known = new Map<string, KnownKey>();
  for (const some of inStatements(fingerprints)) {
    const rows = await connection
      .selectFrom("incident")
      .select(["fingerprint", "response", "response_message", "response_at", "details", "opened_at"])
      .where("owner", "=", owner.toLowerCase())
      .where("fingerprint", "in", some)
      .execute();
    for (const row of rows) {
      const details: KeyDetails | null = row.details === null ? null : JSON.parse(row.details);
      known.set(row.fingerprint, { response: toResponse(row), details, openedAt: row.opened_at.toISOString() });
    }
  }
  return known;
}

/** What was done about keys, by fingerprint. */
export async function responsesOf(
  connection: Connection,
  owner: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, KeyResponse>> {
  const known = await knownKeys(connection, owner, fingerprints);
  return new Map(
    [...known].flatMap(([fingerprint, { response }]) => (response === null ? [] : [[fingerprint, response] as const])),
  );
}
