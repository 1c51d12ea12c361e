import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { maskKeys } from "../detect/mask-keys.ts";
import type { KeyReport, KeyResponse, Place } from "../report/key-report.ts";
import type { IncidentLogTable, IncidentState, Tables } from "./tables.ts";

type Connection = Kysely<Tables> | Transaction<Tables>;

/** One key as a scan saw it, to be recorded under its owner. */
export type SeenKey = Pick<KeyReport, "fingerprint" | "kind" | "masked" | "severity" | "places">;

/** An incident after a sighting was recorded. */
export interface RecordedIncident {
  readonly id: string;
  readonly fingerprint: string;
  readonly response: KeyResponse | null;
}

/** What the hook answered about keys of an owner, by fingerprint. */
export async function responsesOf(connection: Connection, owner: string): Promise<ReadonlyMap<string, KeyResponse>> {
  const rows = await connection
    .selectFrom("incident")
    .select(["fingerprint", "response", "response_message", "response_at"])
    .where("owner", "=", owner.toLowerCase())
    .where("response", "is not", null)
    .execute();
  return new Map(
    rows.flatMap((row) => {
      const response = toResponse(row);
      return response === null ? [] : [[row.fingerprint, response] as const];
    }),
  );
}

/** Records one key and its places; opens the incident when there is none. Idempotent. */
export async function recordSighting(
  transaction: Transaction<Tables>,
  owner: string,
  repository: string,
  key: SeenKey,
): Promise<RecordedIncident> {
  const now = new Date();
  const { fingerprint, kind, masked, severity } = key;
  const opened = await transaction
    .insertInto("incident")
    .values({ owner: owner.toLowerCase(), fingerprint, kind, masked, severity, state: "open", opened_at: now })
    .onConflict((conflict) => conflict.constraint("incident_of_owner").doNothing())
    .returning("id")
    .executeTakeFirst();
  const incident = await transaction
    .selectFrom("incident")
    .select(["id", "fingerprint", "response", "response_message", "response_at"])
    .where("owner", "=", owner.toLowerCase())
    .where("fingerprint", "=", fingerprint)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (opened !== undefined) await log(transaction, incident.id, "opened", null);
  const added = await addPlaces(transaction, incident.id, repository, key.places, now);
  if (opened === undefined && added > 0) {
    await log(transaction, incident.id, "seen", `${added} more ${added === 1 ? "place" : "places"} in ${repository}`);
  }
  return { id: incident.id, fingerprint, response: toResponse(incident) };
}

async function addPlaces(
  transaction: Transaction<Tables>,
  incident: string,
  repository: string,
  places: readonly Place[],
  seenAt: Date,
): Promise<number> {
  if (places.length === 0) return 0;
  const rows = places.map(({ address, line }) => {
    const { type, path, commit } = address;
    const container = address.container.join(" › ");
    const identity = JSON.stringify([address.repository ?? repository, type, path, container, commit, line]);
    return {
      incident_id: incident,
      place: createHash("sha256").update(identity).digest("hex"),
      repository: address.repository ?? repository,
      type,
      path: path === null ? null : storable(maskKeys(path)),
      container: storable(maskKeys(container)),
      line,
      commit_id: commit,
      author: address.author === null ? null : storable(maskKeys(address.author)),
      seen_at: seenAt,
    };
  });
  const distinct = [...new Map(rows.map((row) => [row.place, row])).values()];
  let added = 0;
  for (let from = 0; from < distinct.length; from += placesPerStatement) {
    const inserted = await transaction
      .insertInto("sighting")
      .values(distinct.slice(from, from + placesPerStatement))
      .onConflict((conflict) => conflict.constraint("sighting_once").doNothing())
      .returning("place")
      .execute();
    added += inserted.length;
  }
  return added;
}

/** PostgreSQL takes 65,535 parameters in a statement. */
const placesPerStatement = 1_000;

/** PostgreSQL's text holds every character but this one, and names in archives and answers of a hook may have it. */
function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}

/** Stores what the hook said, or that it was asked or could not be reached. */
export async function recordResponse(
  transaction: Transaction<Tables>,
  incident: string,
  response: KeyResponse,
  actor: string,
): Promise<void> {
  const dead = response.result === "revoked" || response.result === "already-revoked";
  await transaction
    .updateTable("incident")
    .set({
      response: response.result,
      response_message: response.message === null ? null : storable(response.message),
      response_at: response.at,
      ...(dead ? { state: "revoked" as const } : {}),
    })
    .where("id", "=", incident)
    .execute();
  const event = { pending: "hook-called", failed: "hook-failed" } as const;
  const name = response.result === "pending" || response.result === "failed" ? event[response.result] : "hook-answered";
  const detail = [response.result, response.message].filter((part) => part !== null).join(": ");
  await log(transaction, incident, name, detail, actor);
}

/** What verification found out about a key. */
export type FoundStatus = Pick<KeyReport, "status" | "statusFrom">;

/**
 * Stores what verification found: an incident whose key is dead closes, one whose key is alive is verified. A status
 * that is not clear changes nothing, and neither does what is known already.
 */
export async function recordStatus(
  transaction: Transaction<Tables>,
  incident: string,
  found: FoundStatus,
): Promise<void> {
  const state = stateAfter(found);
  if (state === null) return;
  const changed = await transaction
    .updateTable("incident")
    .set({ state })
    .where("id", "=", incident)
    // Nothing brings a dead key back.
    .where("state", "in", state === "verified" ? ["open"] : ["open", "verified"])
    .returning("id")
    .executeTakeFirst();
  if (changed === undefined) return;
  const means = found.statusFrom?.by === "indirect" ? "the organisation's list of keys" : "OpenAI's answer to the key";
  const word = state === "verified" ? "alive" : state === "expired" ? "expired" : "dead";
  await log(transaction, incident, "verified", `${word}, by ${means}`);
}

function stateAfter({ status, statusFrom }: FoundStatus): IncidentState | null {
  if (status === "live") return "verified";
  if (status !== "revoked") return null;
  return statusFrom?.expired ? "expired" : "revoked";
}

/** Takes back that the hook was asked: it is asked anew when the key is seen again and a hook is configured. */
export async function forgetResponse(
  transaction: Transaction<Tables>,
  incident: string,
  reason: string,
): Promise<void> {
  await transaction
    .updateTable("incident")
    .set({ response: null, response_message: null, response_at: null })
    .where("id", "=", incident)
    .execute();
  await log(transaction, incident, "hook-failed", reason);
}

/** Incidents whose answer is awaited. */
export async function pendingIncidents(
  connection: Connection,
): Promise<readonly { readonly id: string; readonly owner: string; readonly fingerprint: string }[]> {
  return connection
    .selectFrom("incident")
    .select(["id", "owner", "fingerprint"])
    .where("response", "=", "pending")
    .execute();
}

async function log(
  transaction: Transaction<Tables>,
  incident: string,
  event: IncidentLogTable["event"],
  detail: string | null,
  actor = "keyhawk",
): Promise<void> {
  await transaction
    .insertInto("incident_log")
    .values({ incident_id: incident, at: new Date(), actor, event, detail: detail === null ? null : storable(detail) })
    .execute();
}

/** Names one pull request. */
export interface PullRequestName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** True when our comment stands on the pull request, as far as is known. */
export async function hasComment(connection: Connection, name: PullRequestName): Promise<boolean> {
  const row = await connection
    .selectFrom("pull_request")
    .select("commented")
    .where("owner", "=", name.owner.toLowerCase())
    .where("repo", "=", name.repo.toLowerCase())
    .where("number", "=", name.number)
    .executeTakeFirst();
  return row?.commented ?? false;
}

/** A state of a pull request after it was handled. */
export interface HandledState {
  /** `updated_at` of the pull request, ISO 8601. */
  readonly updatedAt: string;
  /** Hash of its head, base and texts. */
  readonly digest: string;
  readonly commented: boolean;
}

/**
 * Notes that a state of a pull request was handled. True when a newer one may have been handled before: GitHub delivers
 * events out of order, and counts time in whole seconds.
 */
export async function noteHandled(
  transaction: Transaction<Tables>,
  name: PullRequestName,
  state: HandledState,
): Promise<boolean> {
  const before = await transaction
    .selectFrom("pull_request")
    .select(["handled", "state"])
    .where("owner", "=", name.owner.toLowerCase())
    .where("repo", "=", name.repo.toLowerCase())
    .where("number", "=", name.number)
    .forUpdate()
    .executeTakeFirst();
  await transaction
    .insertInto("pull_request")
    .values({
      owner: name.owner.toLowerCase(),
      repo: name.repo.toLowerCase(),
      number: name.number,
      handled: state.updatedAt,
      state: state.digest,
      commented: state.commented,
    })
    .onConflict((conflict) =>
      conflict.columns(["owner", "repo", "number"]).doUpdateSet({
        handled: sql<Date>`greatest(excluded.handled, pull_request.handled)`,
        state: sql<string>`case when excluded.handled < pull_request.handled then pull_request.state else excluded.state end`,
        commented: sql<boolean>`excluded.commented or pull_request.commented`,
      }),
    )
    .execute();
  if (before === undefined) return false;
  const ahead = before.handled.getTime() - Date.parse(state.updatedAt);
  return ahead > 0 || (ahead === 0 && before.state !== null && before.state !== state.digest);
}

function toResponse(row: {
  readonly response: KeyResponse["result"] | null;
  readonly response_message: string | null;
  readonly response_at: Date | null;
}): KeyResponse | null {
  if (row.response === null || row.response_at === null) return null;
  return { result: row.response, message: row.response_message, at: row.response_at.toISOString() };
}
