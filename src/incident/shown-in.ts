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
  const rows = await showingPulls(connection).where("incident_id", "in", incidents).execute();
  return rows.map(toPull);
}

/** The pull requests of a repository that show a key, each once. The repository's name is taken in any case. */
export async function pullsShowingKeysIn(
  connection: Connection,
  owner: string,
  repo: string,
): Promise<readonly ShowingPull[]> {
  const rows = await showingPulls(connection)
    .where("owner", "=", owner.toLowerCase())
    .where("repo", "=", repo.toLowerCase())
    .execute();
  return rows.map(toPull);
}

function showingPulls(connection: Connection) {
  return connection
    .selectFrom("shown_in")
    .select(["owner", "repo", "number", "installation", "fork"])
    .distinct()
    .orderBy("owner")
    .orderBy("repo")
    .orderBy("number");
}

function toPull(row: Omit<ShowingPull, "installation"> & { readonly installation: number | string }): ShowingPull {
  return { ...row, installation: Number(row.installation) };
}
