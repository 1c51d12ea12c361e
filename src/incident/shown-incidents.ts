import type { KeyResponse } from "../report/key-report.ts";
import type { Connection } from "./connection.ts";
import type { PullRequestName } from "./pull-requests.ts";
import { toResponse } from "./responses.ts";
import type { IncidentState } from "./tables.ts";

/** An incident whose key a change shows, without the key. */
export interface ShownIncident {
  readonly id: string;
  readonly fingerprint: string;
  readonly masked: string;
  readonly state: IncidentState;
  /** Who closed it by hand, and why. */
  readonly stateBy: string | null;
  readonly stateReason: string | null;
  readonly response: KeyResponse | null;
}

const columns = [
  ...(["id", "fingerprint", "masked", "state", "state_by", "state_reason"] as const),
  ...(["response", "response_message", "response_at"] as const),
] as const;

/** The incidents that a pull request shows, oldest first. */
export async function incidentsShownIn(
  connection: Connection,
  { owner, repo, number }: PullRequestName,
): Promise<readonly ShownIncident[]> {
  const rows = await connection
    .selectFrom("incident")
    .innerJoin("shown_in", "shown_in.incident_id", "incident.id")
    .select(columns)
    .where("shown_in.owner", "=", owner.toLowerCase())
    .where("shown_in.repo", "=", repo.toLowerCase())
    .where("shown_in.number", "=", number)
    .orderBy("opened_at")
    .orderBy("id")
    .execute();
  return rows.map(toShown);
}

/** The incidents of an owner's keys, oldest first. */
export async function incidentsOf(
  connection: Connection,
  owner: string,
  fingerprints: readonly string[],
): Promise<readonly ShownIncident[]> {
  if (fingerprints.length === 0) return [];
  const rows = await connection
    .selectFrom("incident")
    .select(columns)
    .where("owner", "=", owner.toLowerCase())
    .where("fingerprint", "in", fingerprints)
    .orderBy("opened_at")
    .orderBy("id")
    .execute();
  return rows.map(toShown);
}

/** The repositories in which the keys of incidents were seen, each once. */
export async function repositoriesOf(connection: Connection, incidents: readonly string[]): Promise<readonly string[]> {
  if (incidents.length === 0) return [];
  const rows = await connection
    .selectFrom("sighting")
    .select("repository")
    .distinct()
    .where("incident_id", "in", incidents)
    .orderBy("repository")
    .execute();
  return rows.map(({ repository }) => repository);
}

function toShown(row: {
  readonly id: string;
  readonly fingerprint: string;
  readonly masked: string;
  readonly state: IncidentState;
  readonly state_by: string | null;
  readonly state_reason: string | null;
  readonly response: KeyResponse["result"] | null;
  readonly response_message: string | null;
  readonly response_at: Date | null;
}): ShownIncident {
  return {
    ...{ id: row.id, fingerprint: row.fingerprint, masked: row.masked, state: row.state },
    ...{ stateBy: row.state_by, stateReason: row.state_reason, response: toResponse(row) },
  };
}
