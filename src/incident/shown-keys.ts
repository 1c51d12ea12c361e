import type { KeyReport, Place } from "../report/key-report.ts";
import { type Connection, inStatements } from "./connection.ts";
import type { PullRequestName } from "./pull-requests.ts";
import { toResponse } from "./responses.ts";
import type { IncidentTable, SightingTable } from "./tables.ts";

/**
 * The keys that a pull request has shown so far, from the record of incidents. What was seen in an earlier head remains
 * known when a force-push removes it, also when no comment says so yet.
 */
export async function keysShownIn(connection: Connection, pull: PullRequestName): Promise<readonly KeyReport[]> {
  const { owner, repo, number } = pull;
  const rows = await connection
    .selectFrom("incident")
    .innerJoin("shown_in", "shown_in.incident_id", "incident.id")
    .select(["id", "fingerprint", "kind", "masked", "severity", "state", "state_at"])
    .select(["response", "response_message", "response_at"])
    .where("shown_in.owner", "=", owner.toLowerCase())
    .where("shown_in.repo", "=", repo.toLowerCase())
    .where("shown_in.number", "=", number)
    .orderBy("opened_at")
    .orderBy("fingerprint")
    .execute();
  const repository = `${owner}/${repo}`;
  const places = await placesIn(
    connection,
    repository,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...{ kind: row.kind, masked: row.masked, fingerprint: row.fingerprint, severity: row.severity },
    // Incidents record no confidence; it decides nothing about a key that was reported.
    confidence: "high",
    places: (places.get(row.id) ?? []).map((place) => toPlace(place, row.masked)),
    ...{ headPlaces: [], earlier: true, ignored: null },
    response: toResponse(row),
    ...(row.state === "revoked" || row.state === "expired" ? { status: "revoked" } : {}),
  }));
}

type Sighting = Pick<SightingTable, "type" | "path" | "line" | "commit_id">;

/** Places of incidents in a repository, oldest first. */
async function placesIn(
  connection: Connection,
  repository: string,
  incidents: readonly string[],
): Promise<ReadonlyMap<string, readonly Sighting[]>> {
  const places = new Map<string, Sighting[]>();
  for (const some of inStatements(incidents)) {
    const rows = await connection
      .selectFrom("sighting")
      .select(["incident_id", "type", "path", "line", "commit_id"])
      .where("incident_id", "in", some)
      .where("repository", "=", repository)
      .orderBy("seen_at")
      .execute();
    for (const row of rows) places.set(row.incident_id, [...(places.get(row.incident_id) ?? []), row]);
  }
  return places;
}

/** The record of a place has no column. */
function toPlace({ type, path, line, commit_id: commit }: Sighting, masked: IncidentTable["masked"]): Place {
  return {
    address: { ...{ type, path, commit, repository: null, author: null, date: null }, container: [] },
    ...{ line, column: 1, endLine: line, endColumn: 1, encoding: [] },
    excerpt: { text: masked, start: 0, end: masked.length, partial: true },
  };
}
