import type { Connection } from "./connection.ts";
import type { IncidentTable } from "./tables.ts";

/** A key that does not work any more. */
export interface DeadKey {
  /** Id of its incident. */
  readonly incident: string;
  readonly owner: string;
  readonly fingerprint: string;
  readonly state: "revoked" | "expired";
  /** When that became known; null for an incident of an earlier release. */
  readonly since: Date | null;
}

/** The keys among these that do not work any more, named by the ids of their incidents or by their fingerprints. */
export async function deadKeys(
  connection: Connection,
  of: { readonly incidents: readonly string[] } | { readonly owner: string; readonly fingerprints: readonly string[] },
): Promise<readonly DeadKey[]> {
  if ("fingerprints" in of ? of.fingerprints.length === 0 : of.incidents.length === 0) return [];
  const dead = connection
    .selectFrom("incident")
    .select(["id", "owner", "fingerprint", "state", "state_at"])
    .where("state", "in", ["revoked", "expired"] satisfies IncidentTable["state"][]);
  const rows = await ("incidents" in of
    ? dead.where("id", "in", of.incidents)
    : dead.where("owner", "=", of.owner.toLowerCase()).where("fingerprint", "in", of.fingerprints)
  ).execute();
  return rows.map((row) => ({
    ...{ incident: row.id, owner: row.owner, fingerprint: row.fingerprint, since: row.state_at },
    state: row.state as DeadKey["state"],
  }));
}

/** The names of the repositories that showed a key, `owner/name`, wikis as their repositories. */
export async function repositoriesShowing(connection: Connection, incident: string): Promise<readonly string[]> {
  const rows = await connection
    .selectFrom("sighting")
    .select("repository")
    .distinct()
    .where("incident_id", "=", incident)
    .execute();
  return [...new Set(rows.map(({ repository }) => repository.toLowerCase().replace(/\.wiki$/, "")))].toSorted();
}
