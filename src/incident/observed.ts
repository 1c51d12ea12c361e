import type { ObservedChange } from "../report/formats/overview.ts";
import type { Connection } from "./connection.ts";

/** The most changes that an overview lists. */
const mostListed = 50;

/** A change of a repository whose organisation only observes. */
export interface Observation {
  readonly owner: string;
  readonly repo: string;
  /** Key of the change. */
  readonly change: string;
  /** Number of the pull request; null for a push. */
  readonly number: number | null;
  /** The newest commit. */
  readonly commit: string;
  /** Keys that would fail its check; 0 when it would pass. */
  readonly keys: number;
}

/** Records whether the check of a change would be red now. Idempotent. */
export async function noteObserved(connection: Connection, observation: Observation): Promise<void> {
  const { owner, repo, change, number, commit, keys } = observation;
  if (keys === 0) {
    await connection.deleteFrom("observed_change").where("change", "=", change).execute();
    return;
  }
  const row = { owner: owner.toLowerCase(), repo, number, commit_id: commit, keys, seen_at: new Date() };
  await connection
    .insertInto("observed_change")
    .values({ ...row, change })
    .onConflict((conflict) => conflict.column("change").doUpdateSet(row))
    .execute();
}

/** The changes of an owner whose checks would be red, newest first, and how many there are. */
export async function readObserved(
  connection: Connection,
  owner: string,
): Promise<{ readonly observed: readonly ObservedChange[]; readonly observedCount: number }> {
  const ofOwner = connection.selectFrom("observed_change").where("owner", "=", owner.toLowerCase());
  const rows = await ofOwner
    .select(["repo", "number", "commit_id", "keys", "seen_at"])
    .orderBy("seen_at", "desc")
    .orderBy("change")
    .limit(mostListed)
    .execute();
  const { count } = await ofOwner.select((row) => row.fn.countAll<string>().as("count")).executeTakeFirstOrThrow();
  return {
    observed: rows.map(({ repo, number, commit_id, keys, seen_at }) => ({
      ...{ repo, number, commit: commit_id, keys, seenAt: seen_at.toISOString() },
    })),
    observedCount: Number(count),
  };
}
