import { sql } from "kysely";
import type { KeyDetails } from "../report/key-details.ts";
import type { KeyResponse } from "../report/key-report.ts";
import type { Connection } from "./connection.ts";
import { toResponse } from "./responses.ts";
import type { IncidentState, IncidentTable } from "./tables.ts";

/** An incident as people and tools read it, without the key. Times are ISO 8601. */
export interface IncidentRecord {
  readonly id: string;
  readonly owner: string;
  readonly kind: string;
  readonly masked: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly state: IncidentState;
  readonly stateAt: string | null;
  /** Who closed it by hand, and why. */
  readonly stateBy: string | null;
  readonly stateReason: string | null;
  readonly response: KeyResponse | null;
  /** What OpenAI said about the key last; null when it was not asked. */
  readonly details: KeyDetails | null;
  readonly openedAt: string;
  readonly places: readonly RecordedPlace[];
  /** Pull requests whose comment shows it: `acme/shop#7`. */
  readonly shownIn: readonly string[];
  readonly log: readonly RecordedEvent[];
}

export interface RecordedPlace {
  readonly repository: string;
  readonly type: string;
  readonly path: string | null;
  readonly container: string;
  readonly line: number;
  readonly commit: string | null;
  readonly author: string | null;
  readonly seenAt: string;
}

export interface RecordedEvent {
  readonly at: string;
  readonly actor: string;
  readonly event: string;
  readonly detail: string | null;
}

/** The incidents to read; a field that is absent excludes none. */
export interface IncidentFilter {
  readonly states?: readonly string[] | undefined;
  /** Results of what Keyhawk did or the hook answered. */
  readonly responses?: readonly string[] | undefined;
  /** `owner/name`, in any case. */
  readonly repository?: string | undefined;
  readonly kind?: string | undefined;
  /** Only those opened before this time, ISO 8601. */
  readonly before?: string | undefined;
  /** Only those opened at or after this time, ISO 8601. */
  readonly after?: string | undefined;
  /** The beginning of their id or fingerprint. */
  readonly id?: string | undefined;
}

/** Incidents with their places and logs, oldest first. */
export async function readIncidents(
  connection: Connection,
  filter: IncidentFilter,
): Promise<readonly IncidentRecord[]> {
  const rows = await wantedIncidents(connection, filter);
  const records: IncidentRecord[] = [];
  // PostgreSQL accepts 65,535 parameters in a statement.
  for (let from = 0; from < rows.length; from += 1_000) {
    records.push(...(await withDetails(connection, rows.slice(from, from + 1_000))));
  }
  return records;
}

type IncidentRow = Pick<IncidentTable, "fingerprint" | "kind" | "masked" | "owner" | "severity" | "state"> & {
  readonly id: string;
  readonly state_at: Date | null;
  readonly state_by: string | null;
  readonly state_reason: string | null;
  readonly response: KeyResponse["result"] | null;
  readonly response_message: string | null;
  readonly response_at: Date | null;
  readonly opened_at: Date;
  readonly details: string | null;
};

async function wantedIncidents(connection: Connection, filter: IncidentFilter): Promise<readonly IncidentRow[]> {
  const { states, responses, repository, kind, before, after, id } = filter;
  if (states?.length === 0 || responses?.length === 0) return [];
  let wanted = connection.selectFrom("incident").selectAll();
  if (states !== undefined) wanted = wanted.where(sql<string>`state`, "in", [...states]);
  if (responses !== undefined) wanted = wanted.where(sql<string>`response`, "in", [...responses]);
  if (kind !== undefined) wanted = wanted.where(sql<string>`kind`, "=", kind);
  if (before !== undefined) wanted = wanted.where("opened_at", "<", new Date(before));
  if (after !== undefined) wanted = wanted.where("opened_at", ">=", new Date(after));
  if (id !== undefined) {
    const start = id.toLowerCase();
    wanted = wanted.where(sql<boolean>`(starts_with(id::text, ${start}) or starts_with(fingerprint, ${start}))`);
  }
  if (repository !== undefined) {
    wanted = wanted.where("id", "in", (query) =>
      query
        .selectFrom("sighting")
        .select("incident_id")
        .where(sql<string>`lower(repository)`, "=", repository.toLowerCase()),
    );
  }
  return wanted.orderBy("opened_at").orderBy("id").execute();
}

async function withDetails(connection: Connection, rows: readonly IncidentRow[]): Promise<readonly IncidentRecord[]> {
  const ids = rows.map(({ id }) => id);
  const sightings = await connection
    .selectFrom("sighting")
    .selectAll()
    .where("incident_id", "in", ids)
    .orderBy("seen_at")
    .orderBy("place")
    .execute();
  const pulls = await connection
    .selectFrom("shown_in")
    .selectAll()
    .where("incident_id", "in", ids)
    .orderBy("owner")
    .orderBy("repo")
    .orderBy("number")
    .execute();
  const events = await connection
    .selectFrom("incident_log")
    .selectAll()
    .where("incident_id", "in", ids)
    .orderBy("id")
    .execute();
  const [placesOf, pullsOf, eventsOf] = [
    Map.groupBy(sightings, (row) => row.incident_id),
    Map.groupBy(pulls, (row) => row.incident_id),
    Map.groupBy(events, (row) => row.incident_id),
  ];
  return rows.map(
    (row): IncidentRecord => ({
      ...{ id: row.id, owner: row.owner, kind: row.kind, masked: row.masked, fingerprint: row.fingerprint },
      ...{ severity: row.severity, state: row.state, stateAt: row.state_at?.toISOString() ?? null },
      ...{ stateBy: row.state_by, stateReason: row.state_reason, response: toResponse(row) },
      ...{ details: row.details === null ? null : JSON.parse(row.details), openedAt: row.opened_at.toISOString() },
      places: (placesOf.get(row.id) ?? []).map((place) => ({
        ...{ repository: place.repository, type: place.type, path: place.path, container: place.container },
        ...{ line: place.line, commit: place.commit_id, author: place.author, seenAt: place.seen_at.toISOString() },
      })),
      shownIn: (pullsOf.get(row.id) ?? []).map(({ owner, repo, number }) => `${owner}/${repo}#${number}`),
      log: (eventsOf.get(row.id) ?? []).map(({ at, actor, event, detail }) => ({
        ...{ at: at.toISOString(), actor, event, detail },
      })),
    }),
  );
}
