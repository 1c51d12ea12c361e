import type { Transaction } from "kysely";
import { type Connection, inStatements } from "./connection.ts";
import type { PullRequestName } from "./pull-requests.ts";
import type { Tables } from "./tables.ts";

/** A pull request that shows a key, with what a job about it needs. */
export interface ShowingPull extends PullRequestName {
  readonly installation: number;
  /** True when its head is in another repository. */
  readonly fork: boolean;
}

/** Records that a pull request shows the keys of incidents. */
export async function noteShownIn(
  transaction: Transaction<Tables>,
  { owner, repo, number, installation, fork }: ShowingPull,
  incidents: readonly string[],
): Promise<void> {
  const pull = { owner: owner.toLowerCase(), repo: repo.toLowerCase(), number, installation, fork };
  const rows = incidents.map((incident) => ({ incident_id: incident, ...pull }));
  for (const some of inStatements(rows)) {
    await transaction
      .insertInto("shown_in")
      .values(some)
      .onConflict((conflict) =>
        conflict
          .constraint("shown_in_once")
          .doUpdateSet((row) => ({ installation: row.ref("excluded.installation"), fork: row.ref("excluded.fork") })),
      )
      .execute();
  }
}

/** The pull requests that show a key of these incidents, each once. */
export async function pullsShowing(
  connection: Connection,
  incidents: readonly string[],
): Promise<readonly ShowingPull[]> {
  if (incidents.length === 0) return [];
  const rows = await connection
    .selectFrom("shown_in")
    .select(["owner", "repo", "number", "installation", "fork"])
    .distinct()
    .where("incident_id", "in", incidents)
    .orderBy("owner")
    .orderBy("repo")
    .orderBy("number")
    .execute();
  return rows.map((row) => ({ ...row, installation: Number(row.installation) }));
}
