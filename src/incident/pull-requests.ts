import { sql, type Transaction } from "kysely";
import type { Connection } from "./connection.ts";
import type { Tables } from "./tables.ts";

/** Identifies one pull request. */
export interface PullRequestName {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** The row's key: owners and repositories are stored in lower case, as GitHub compares them. */
function keyOf({ owner, repo, number }: PullRequestName) {
  return { owner: owner.toLowerCase(), repo: repo.toLowerCase(), number };
}

/** True when Keyhawk's comment is known to be on the pull request. */
export async function hasComment(connection: Connection, name: PullRequestName): Promise<boolean> {
  const row = await connection
    .selectFrom("pull_request")
    .select("commented")
    .where((row) => row.and(keyOf(name)))
    .executeTakeFirst();
  return row?.commented ?? false;
}

/** A state of a pull request that was examined. */
export interface ExaminedState {
  /** `updated_at` of the pull request, ISO 8601. */
  readonly updatedAt: string;
  /** Hash of its head, base and texts. */
  readonly digest: string;
}

/**
 * Records that a state of a pull request was examined. `late` when a newer one may have been examined before: GitHub
 * delivers events out of order, and its times are in whole seconds.
 */
export async function noteExamined(
  transaction: Transaction<Tables>,
  name: PullRequestName,
  state: ExaminedState,
): Promise<"in-order" | "late"> {
  const before = await transaction
    .selectFrom("pull_request")
    .select(["handled", "state"])
    .where((row) => row.and(keyOf(name)))
    .forUpdate()
    .executeTakeFirst();
  await transaction
    .insertInto("pull_request")
    .values({
      ...keyOf(name),
      handled: state.updatedAt,
      state: state.digest,
      commented: false,
    })
    .onConflict((conflict) =>
      conflict.columns(["owner", "repo", "number"]).doUpdateSet({
        handled: sql<Date>`greatest(excluded.handled, pull_request.handled)`,
        state: sql<string>`case when excluded.handled < pull_request.handled then pull_request.state else excluded.state end`,
      }),
    )
    .execute();
  if (before === undefined) return "in-order";
  const ahead = before.handled.getTime() - Date.parse(state.updatedAt);
  const sameSecond = ahead === 0 && before.state !== null && before.state !== state.digest;
  return ahead > 0 || sameSecond ? "late" : "in-order";
}

/** What Keyhawk is known to have written on a pull request. */
export interface WrittenOnPull {
  /** Id of Keyhawk's comment. */
  readonly comment: number | null;
  /** Names of Keyhawk's review comments. */
  readonly review: readonly string[];
}

/** What Keyhawk has written on a pull request so far. */
export async function writtenOn(connection: Connection, name: PullRequestName): Promise<WrittenOnPull> {
  const row = await connection
    .selectFrom("pull_request")
    .select(["comment_id", "reviewed"])
    .where((row) => row.and(keyOf(name)))
    .executeTakeFirst();
  return {
    comment: row?.comment_id == null ? null : Number(row.comment_id),
    review: row?.reviewed == null ? [] : JSON.parse(row.reviewed),
  };
}

/** Records what Keyhawk has written on a pull request. */
export async function noteWritten(
  connection: Connection,
  name: PullRequestName,
  { comment, review }: WrittenOnPull,
): Promise<void> {
  await connection
    .updateTable("pull_request")
    .set({
      ...(comment === null ? {} : { commented: true, comment_id: comment }),
      reviewed: JSON.stringify(review),
    })
    .where((row) => row.and(keyOf(name)))
    .execute();
}
