import { sql } from "kysely";
import type { OpenIncident, Overview } from "../report/formats/overview.ts";
import type { Connection } from "./connection.ts";
import { readObserved } from "./observed.ts";
import { settledStates } from "./states.ts";

/** The most incidents that are read for an overview. */
const mostOpen = 500;

/** What the overview of an owner shows, except where its links lead. @param owner in any case */
export async function readOverview(connection: Connection, owner: string): Promise<Omit<Overview, "webUrl">> {
  const name = owner.toLowerCase();
  const counts = await connection
    .selectFrom("incident")
    .select(["state", (row) => row.fn.countAll<string>().as("count")])
    .where("owner", "=", name)
    .groupBy("state")
    .orderBy("state")
    .execute();
  const settledCounts = counts.filter(({ state }) => (settledStates as readonly string[]).includes(state));
  const openCount = counts.reduce((sum, { count }) => sum + Number(count), 0) - total(settledCounts);
  const histories = await connection
    .selectFrom("history")
    .select(["state", (row) => row.fn.countAll<string>().as("count")])
    .where(sql<string>`lower(owner)`, "=", name)
    .groupBy("state")
    .execute();
  const historiesIn = (...states: readonly string[]) => total(histories.filter(({ state }) => states.includes(state)));
  return {
    owner,
    ...(await readObserved(connection, name)),
    openCount,
    open: openCount === 0 ? [] : await readOpen(connection, name),
    settled: Object.fromEntries(settledCounts.map(({ state, count }) => [state, Number(count)])),
    histories: {
      scanned: historiesIn("scanned"),
      waiting: historiesIn("waiting", "suspended"),
      left: historiesIn("not-scanned", "failed"),
    },
  };
}

function total(rows: readonly { readonly count: string }[]): number {
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}

/** The unsettled incidents of an owner, the most urgent ones first. */
async function readOpen(connection: Connection, owner: string): Promise<readonly OpenIncident[]> {
  const rows = await connection
    .selectFrom("incident")
    .select(["id", "kind", "masked", "severity", "state", "opened_at"])
    .where("owner", "=", owner)
    .where("state", "not in", settledStates)
    .orderBy(sql`case state when 'open' then 1 else 0 end`)
    .orderBy(sql`case severity when 'critical' then 0 when 'high' then 1 else 2 end`)
    .orderBy("opened_at")
    .limit(mostOpen)
    .execute();
  if (rows.length === 0) return [];
  const newest = await connection
    .selectFrom("sighting")
    .distinctOn("incident_id")
    .select(["incident_id", "repository", "path", "line", "commit_id", "author"])
    .select(sql<string>`count(*) over (partition by incident_id)`.as("places"))
    .where(
      "incident_id",
      "in",
      rows.map(({ id }) => id),
    )
    .orderBy("incident_id")
    .orderBy(sql`author is null`)
    .orderBy("seen_at", "desc")
    .orderBy("place")
    .execute();
  const placeOf = new Map(newest.map((row) => [row.incident_id, row]));
  return rows.map(({ id, kind, masked, severity, state, opened_at }) => {
    const seen = placeOf.get(id);
    return {
      ...{ id, kind, masked, severity, openedAt: opened_at.toISOString() },
      state: state as OpenIncident["state"],
      place:
        seen === undefined
          ? null
          : { repository: seen.repository, path: seen.path, line: seen.line, commit: seen.commit_id },
      author: seen?.author ?? null,
      places: Number(seen?.places ?? 0),
    };
  });
}

/** The issue that shows an owner's incidents, as it was written last. */
export interface WrittenOverview {
  /** Number of the issue; null before there is one. */
  readonly issue: number | null;
  /** Hash of what was written; null when nothing was. */
  readonly digest: string | null;
}

/**
 * Claims the next update of an owner's issue, so that only one process makes it. Null when another one did within the
 * last `interval` milliseconds.
 * @param repository the issue's, as `owner/name`: an issue in another one does not count
 */
export async function claimOverview(
  connection: Connection,
  owner: string,
  repository: string,
  interval: number,
): Promise<WrittenOverview | null> {
  const [name, place, now] = [owner.toLowerCase(), repository.toLowerCase(), new Date()];
  const row = await connection
    .insertInto("overview")
    .values({ owner: name, repository: place, claimed_at: now })
    .onConflict((conflict) =>
      conflict
        .column("owner")
        .doUpdateSet({
          claimed_at: now,
          repository: place,
          issue: sql`case when overview.repository = ${place} then overview.issue end`,
          digest: sql`case when overview.repository = ${place} then overview.digest end`,
        })
        .where("overview.claimed_at", "<", new Date(now.getTime() - interval)),
    )
    .returning(["issue", "digest"])
    .executeTakeFirst();
  return row === undefined ? null : { issue: row.issue === null ? null : Number(row.issue), digest: row.digest };
}

/** Records what was written. */
export async function noteOverview(connection: Connection, owner: string, written: WrittenOverview): Promise<void> {
  await connection.updateTable("overview").set(written).where("owner", "=", owner.toLowerCase()).execute();
}
