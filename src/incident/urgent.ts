import { sql, type Transaction } from "kysely";
import { appendLog } from "./log.ts";
import { settledStates } from "./states.ts";
import type { Tables } from "./tables.ts";

/**
 * Makes the incidents of a repository that was made public urgent, unless they are settled, since anyone can read their
 * keys now: they get the highest severity, and their log says why. Resolves to the ids of those that were not urgent for
 * this repository already.
 * @param repository `owner/name`, in any case
 */
export async function makeUrgent(
  transaction: Transaction<Tables>,
  owner: string,
  repository: string,
): Promise<readonly string[]> {
  const name = repository.toLowerCase();
  const detail = `${name} is public now`;
  const rows = await transaction
    .updateTable("incident")
    .set({ severity: "critical" })
    .where("owner", "=", owner.toLowerCase())
    .where("state", "not in", settledStates)
    .where("id", "in", (query) =>
      query
        .selectFrom("sighting")
        .select("incident_id")
        .where(sql<string>`lower(repository)`, "in", [name, `${name}.wiki`]),
    )
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("incident_log")
            .select("incident_id")
            .whereRef("incident_id", "=", "incident.id")
            .where("event", "=", "publicized")
            .where("detail", "=", detail),
        ),
      ),
    )
    .returning("id")
    .execute();
  const incidents = rows.map(({ id }) => id);
  await appendLog(
    transaction,
    incidents.map((incident) => ({ incident, event: "publicized" as const, detail })),
  );
  return incidents;
}
