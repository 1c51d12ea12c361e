import type { Transaction } from "kysely";
import { maskKeys } from "../detect/mask-keys.ts";
import type { KeyResponse } from "../report/key-report.ts";
import { type Connection, storable } from "./connection.ts";
import { appendLog } from "./log.ts";
import type { IncidentState, SettledState, Tables } from "./tables.ts";

/** The states in which nothing is left to do. */
export const settledStates = ["revoked", "expired", "dismissed", "resolved"] as const satisfies readonly SettledState[];

/** True for a state in which nothing is left to do. */
export function isSettled(state: IncidentState): state is SettledState {
  return settledStates.some((settled) => settled === state);
}

/** The state of an incident, which is locked until the transaction ends; null when there is no such incident. */
export async function stateOf(transaction: Transaction<Tables>, incident: string): Promise<IncidentState | null> {
  const row = await transaction
    .selectFrom("incident")
    .select("state")
    .where("id", "=", incident)
    .forUpdate()
    .executeTakeFirst();
  return row?.state ?? null;
}

/** The reasons for which people closed incidents of an owner that need no attention, by fingerprint. */
export async function closedByHand(
  connection: Connection,
  owner: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (fingerprints.length === 0) return new Map();
  const wanted = new Set(fingerprints);
  const rows = await connection
    .selectFrom("incident")
    .select(["fingerprint", "state", "state_by", "state_reason"])
    .where("owner", "=", owner.toLowerCase())
    .where("state", "in", ["dismissed", "resolved"])
    .execute();
  return new Map(
    rows.flatMap((row) =>
      wanted.has(row.fingerprint)
        ? [[row.fingerprint, `${row.state} by ${row.state_by ?? "keyhawk"}: ${row.state_reason ?? ""}`] as const]
        : [],
    ),
  );
}

/** What a person decided about an incident. */
export interface Closing {
  readonly state: Exclude<SettledState, "expired">;
  /** Why; shown wherever the key is. */
  readonly reason: string;
  /** Who. */
  readonly by: string;
}

/**
 * Closes an incident by hand. `same` when it was in that state already. `alive` when it is to be closed as revoked and
 * the newest answer about its key is that it works: then nothing is changed, since a key counts as dead on OpenAI's or
 * the hook's word only.
 */
export async function closeIncident(
  transaction: Transaction<Tables>,
  incident: string,
  { state, reason, by }: Closing,
): Promise<"changed" | "same" | "alive"> {
  const before = await stateOf(transaction, incident);
  if (before === null || before === state) return "same";
  if (state === "revoked" && (before === "expiring" || (await wasAlive(transaction, incident)))) return "alive";
  const at = new Date();
  const text = storable(maskKeys(reason));
  const result: KeyResponse["result"] = "revoked";
  await transaction
    .updateTable("incident")
    .set({
      ...{ state, state_at: at, state_by: by, state_reason: text },
      ...(state === "revoked" ? { response: result, response_message: `${by}: ${text}`, response_at: at } : {}),
    })
    .where("id", "=", incident)
    .execute();
  await appendLog(transaction, [{ incident, event: "closed", detail: `${state}: ${text}`, actor: by }]);
  return "changed";
}

/** True when the newest result of verification is that the key works, whatever a person did since. */
async function wasAlive(transaction: Transaction<Tables>, incident: string): Promise<boolean> {
  const row = await transaction
    .selectFrom("incident_log")
    .select("detail")
    .where("incident_id", "=", incident)
    .where("event", "in", ["verified", "reopened"])
    .where("actor", "=", "keyhawk")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return /(?:^|: )alive, by /.test(row?.detail ?? "");
}

/**
 * Opens a settled incident again, in which the hook's former answer no longer counts. `same` when it was not settled.
 * @param state `verified` when the key is known to be alive
 */
export async function reopenIncident(
  transaction: Transaction<Tables>,
  incident: string,
  { state, reason, by }: { readonly state: "open" | "verified"; readonly reason: string; readonly by: string },
): Promise<"changed" | "same"> {
  const before = await stateOf(transaction, incident);
  if (before === null || !isSettled(before)) return "same";
  await transaction
    .updateTable("incident")
    .set({
      ...{ state, state_at: new Date(), state_by: null, state_reason: null },
      ...{ response: null, response_message: null, response_at: null },
    })
    .where("id", "=", incident)
    .execute();
  const detail = storable(maskKeys(`was ${before}: ${reason}`));
  await appendLog(transaction, [{ incident, event: "reopened", detail, actor: by }]);
  return "changed";
}
