import { createHash } from "node:crypto";
import { sql, type Transaction } from "kysely";
import { maskKeys } from "../detect/mask-keys.ts";
import type { KeyReport, KeyResponse, Place } from "../report/key-report.ts";
import { inStatements, storable } from "./connection.ts";
import { appendLog } from "./log.ts";
import { toResponse } from "./responses.ts";
import type { Tables } from "./tables.ts";

/** One key that a scan found, to be recorded under its owner. */
export type SeenKey = Pick<KeyReport, "fingerprint" | "kind" | "masked" | "severity" | "places">;

/** An incident after a sighting was recorded. */
export interface RecordedIncident {
  readonly id: string;
  readonly fingerprint: string;
  readonly response: KeyResponse | null;
}

/**
 * Records keys and their places in a few statements, whatever their number, and opens incidents for new keys.
 * Idempotent. The incidents are locked until the transaction ends, always in the same order.
 */
export async function recordSightings(
  transaction: Transaction<Tables>,
  owner: string,
  repository: string,
  keys: readonly SeenKey[],
): Promise<readonly RecordedIncident[]> {
  const now = new Date();
  const inOrder = keys.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const recorded: RecordedIncident[] = [];
  for (const some of inStatements(inOrder)) {
    const opened = await openIncidents(transaction, owner, some, now);
    const fingerprints = some.map(({ fingerprint }) => fingerprint);
    const incidents = await lockIncidents(transaction, owner, fingerprints);
    const idOf = new Map(incidents.map(({ id, fingerprint }) => [fingerprint, id]));
    const places = some.flatMap((key) => placeRows(idOf.get(key.fingerprint), repository, key.places, now));
    const added = await addPlaces(transaction, places);
    const more = [...added].filter(([id]) => !opened.has(id));
    await appendLog(transaction, [
      ...[...opened].map((incident) => ({ incident, event: "opened" as const, detail: null })),
      ...more.map(([incident, count]) => ({
        incident,
        event: "seen" as const,
        detail: `${count} more ${count === 1 ? "place" : "places"} in ${repository}`,
      })),
    ]);
    recorded.push(...incidents);
  }
  return recorded;
}

/** Incidents of keys, locked until the transaction ends, always in the same order. */
export async function lockIncidents(
  transaction: Transaction<Tables>,
  owner: string,
  fingerprints: readonly string[],
): Promise<readonly RecordedIncident[]> {
  if (fingerprints.length === 0) return [];
  const rows = await transaction
    .selectFrom("incident")
    .select(["id", "fingerprint", "response", "response_message", "response_at"])
    .where("owner", "=", owner.toLowerCase())
    .where("fingerprint", "in", fingerprints)
    .orderBy("fingerprint")
    .forUpdate()
    .execute();
  return rows.map((row) => ({ id: row.id, fingerprint: row.fingerprint, response: toResponse(row) }));
}

/** Ids of the incidents that are new. */
async function openIncidents(
  transaction: Transaction<Tables>,
  owner: string,
  keys: readonly SeenKey[],
  openedAt: Date,
): Promise<ReadonlySet<string>> {
  const rows = await transaction
    .insertInto("incident")
    .values(
      keys.map(({ fingerprint, kind, masked, severity }) => ({
        ...{ owner: owner.toLowerCase(), fingerprint, kind, masked, severity, state: "open" as const },
        ...{ opened_at: openedAt, state_at: openedAt },
      })),
    )
    .onConflict((conflict) => conflict.constraint("incident_of_owner").doNothing())
    .returning("id")
    .execute();
  return new Set(rows.map(({ id }) => id));
}

type PlaceRow = ReturnType<typeof placeRows>[number];

function placeRows(incident: string | undefined, repository: string, places: readonly Place[], seenAt: Date) {
  if (incident === undefined) return [];
  const rows = places.map(({ address, line }) => {
    const { type, path, commit } = address;
    const container = address.container.join(" › ");
    return {
      incident_id: incident,
      place: placeName({ repository: address.repository ?? repository, type, path, container, commit, line }),
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
  return [...new Map(rows.map((row) => [row.place, row])).values()];
}

interface NamedPlace extends Pick<Place["address"], "type" | "path" | "commit">, Pick<Place, "line"> {
  readonly repository: string;
  readonly container: string;
}

/** The same for one place, however it is read. */
function placeName({ repository, type, path, container, commit, line }: NamedPlace): string {
  // An event and a scan of the history read the same line of the same commit in different ways.
  const text = type === "blob" || type === "file" ? "patch" : type;
  const identity = JSON.stringify([repository, text, path, container, commit, line]);
  return createHash("sha256").update(identity).digest("hex");
}

/**
 * Gives the places of an owner's keys in a repository, or in its wiki, the repository's new name. A place that was seen
 * under both names becomes one.
 * @param owner in any case
 * @param from `owner/name`, in any case
 */
export async function renameSightings(
  transaction: Transaction<Tables>,
  owner: string,
  from: string,
  to: string,
): Promise<void> {
  for (const ending of ["", ".wiki"]) {
    const rows = await transaction
      .deleteFrom("sighting")
      .where(sql<string>`lower(repository)`, "=", `${from}${ending}`.toLowerCase())
      .where("incident_id", "in", (query) =>
        query.selectFrom("incident").select("id").where("owner", "=", owner.toLowerCase()),
      )
      .returningAll()
      .execute();
    const renamed = rows.map((row) => ({ ...row, repository: `${to}${ending}` }));
    await addPlaces(
      transaction,
      renamed.map((row) => ({ ...row, place: placeName({ ...row, commit: row.commit_id }) })),
    );
  }
}

/** Number of new places by incident. */
async function addPlaces(transaction: Transaction<Tables>, rows: readonly PlaceRow[]): Promise<Map<string, number>> {
  const added = new Map<string, number>();
  for (const some of inStatements(rows)) {
    const inserted = await transaction
      .insertInto("sighting")
      .values(some)
      .onConflict((conflict) => conflict.constraint("sighting_once").doNothing())
      .returning("incident_id")
      .execute();
    for (const { incident_id: id } of inserted) added.set(id, (added.get(id) ?? 0) + 1);
  }
  return added;
}
