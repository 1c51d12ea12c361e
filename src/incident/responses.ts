import type { Transaction } from "kysely";
import type { KeyResponse } from "../report/key-report.ts";
import { type Connection, storable } from "./connection.ts";
import { appendLog, type LogLine } from "./log.ts";
import type { IncidentState, Tables } from "./tables.ts";

/** Notes that Keyhawk is about to change a key at OpenAI. @param detail which one, for members of the organisation */
export async function noteRevoking(transaction: Transaction<Tables>, incident: string, detail: string): Promise<void> {
  await appendLog(transaction, [{ incident, event: "revoking", detail }]);
}

/** `begun` when Keyhawk was about to change the key of an incident at OpenAI, in this attempt or an earlier one. */
export async function revocationOf(connection: Connection, incident: string): Promise<"begun" | "none"> {
  // What was done before the incident was reopened is not why the key is dead now.
  return (await isLogged(connection, incident, "revoking")) ? "begun" : "none";
}

/**
 * Notes what Keyhawk did about a key that the hook has to end: once until the incident is reopened, however often it is
 * done again because the hook fails. @param detail for members of the organisation
 */
export async function noteBrake(transaction: Transaction<Tables>, incident: string, detail: string): Promise<void> {
  if (await isLogged(transaction, incident, "revocation")) return;
  await appendLog(transaction, [{ incident, event: "revocation", detail }]);
}

/** True when the log has an event since the incident was last reopened. */
async function isLogged(connection: Connection, incident: string, event: "revoking" | "revocation"): Promise<boolean> {
  const row = await connection
    .selectFrom("incident_log")
    .select("event")
    .where("incident_id", "=", incident)
    .where("event", "in", [event, "reopened"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.event === event;
}

/** Stores what Keyhawk did about the key of an incident. @param detail for members of the organisation */
export async function recordRevocation(
  transaction: Transaction<Tables>,
  incident: string,
  response: KeyResponse,
  detail: string,
): Promise<void> {
  await storeResponse(transaction, [incident], response);
  await appendLog(transaction, [{ incident, event: "revocation", detail: `${response.result}: ${detail}` }]);
}

/** Stores that a person ordered Keyhawk to revoke the keys of incidents. @param detail where and how */
export async function recordOrder(
  transaction: Transaction<Tables>,
  incidents: readonly string[],
  { by, detail }: { readonly by: string; readonly detail: string },
): Promise<void> {
  if (incidents.length === 0) return;
  await storeResponse(transaction, incidents, { result: "pending", message: null, at: new Date().toISOString() });
  await noteOrder(transaction, incidents, { by, detail });
}

/** Notes in the logs of incidents what a person ordered. */
export async function noteOrder(
  transaction: Transaction<Tables>,
  incidents: readonly string[],
  { by, detail }: { readonly by: string; readonly detail: string },
): Promise<void> {
  await appendLog(
    transaction,
    incidents.map((incident) => ({ incident, event: "ordered" as const, detail, actor: by })),
  );
}

/** Stores the hook's answers about incidents, or that it was called or could not be reached. */
export async function recordResponse(
  transaction: Transaction<Tables>,
  incidents: readonly string[],
  response: KeyResponse,
  actor: string,
): Promise<void> {
  if (incidents.length === 0) return;
  await storeResponse(transaction, incidents, response);
  const event = { pending: "hook-called", failed: "hook-failed" } as const;
  const name: LogLine["event"] =
    response.result === "pending" || response.result === "failed" ? event[response.result] : "hook-answered";
  const detail = [response.result, response.message].filter((part) => part !== null).join(": ");
  await appendLog(
    transaction,
    incidents.map((incident) => ({ incident, event: name, detail, actor })),
  );
}

async function storeResponse(
  transaction: Transaction<Tables>,
  incidents: readonly string[],
  response: KeyResponse,
): Promise<void> {
  const state = stateAfter(response);
  await transaction
    .updateTable("incident")
    .set({
      response: response.result,
      response_message: response.message === null ? null : storable(response.message),
      response_at: response.at,
      ...(state === null ? {} : { state, state_at: response.at, state_by: null, state_reason: null }),
    })
    .where("id", "in", incidents)
    .execute();
}

function stateAfter({ result }: KeyResponse): IncidentState | null {
  if (result === "revoked" || result === "already-revoked") return "revoked";
  return result === "expiring" ? "expiring" : null;
}

/** Removes the record of a hook call: the hook is called again when the key is next seen and a hook is configured. */
export async function forgetResponse(
  transaction: Transaction<Tables>,
  incident: string,
  reason: string,
): Promise<void> {
  await clearResponse(transaction, incident);
  await appendLog(transaction, [{ incident, event: "hook-failed", detail: reason }]);
}

/** Removes the record of a response that led to nothing, because a person asks for another attempt. */
export async function retryResponse(transaction: Transaction<Tables>, incident: string, by: string): Promise<void> {
  await clearResponse(transaction, incident);
  await noteOrder(transaction, [incident], { by, detail: "retry" });
}

async function clearResponse(transaction: Transaction<Tables>, incident: string): Promise<void> {
  await transaction
    .updateTable("incident")
    .set({ response: null, response_message: null, response_at: null })
    .where("id", "=", incident)
    .execute();
}

/** Incidents that wait for an answer. */
export async function pendingIncidents(
  connection: Connection,
): Promise<readonly { readonly id: string; readonly owner: string; readonly fingerprint: string }[]> {
  return connection
    .selectFrom("incident")
    .select(["id", "owner", "fingerprint"])
    .where("response", "=", "pending")
    .execute();
}

/** The columns of an incident that hold its answer; null when there is none. */
export function toResponse(row: {
  readonly response: KeyResponse["result"] | null;
  readonly response_message: string | null;
  readonly response_at: Date | null;
}): KeyResponse | null {
  if (row.response === null || row.response_at === null) return null;
  return { result: row.response, message: row.response_message, at: row.response_at.toISOString() };
}
