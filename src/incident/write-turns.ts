import { sql } from "kysely";
import type { Database } from "./database.ts";

/** When an installation may write to GitHub, in a record that all processes share. */
export interface WriteTurns {
  /** Takes the next turn of an installation in each lane. Resolves to the milliseconds until the last of them. */
  take(installation: number, lanes: readonly Lane[]): Promise<number>;
}

/** Requests of a kind that GitHub wants to be spaced. */
export interface Lane {
  readonly name: "write" | "notification";
  /** Milliseconds between two of them. */
  readonly interval: number;
}

/** The turns of all processes on a database. Times are those of its clock, which they share as well. */
export function sharedWriteTurns({ tables }: Pick<Database, "tables">): WriteTurns {
  return {
    async take(installation, lanes) {
      const now = sql<Date>`clock_timestamp()`;
      const length = sql<Date>`make_interval(secs => write_turn.interval_ms / 1000.0)`;
      const rows = await tables
        .insertInto("write_turn")
        .values(lanes.map(({ name, interval }) => ({ installation, lane: name, interval_ms: interval, turn_at: now })))
        .onConflict((conflict) =>
          conflict.columns(["installation", "lane"]).doUpdateSet({
            turn_at: sql<Date>`greatest(write_turn.turn_at + ${length}, ${now})`,
            interval_ms: (row) => row.ref("excluded.interval_ms"),
          }),
        )
        .returning(sql<number>`extract(epoch from turn_at - ${now})::float8 * 1000`.as("wait"))
        .execute();
      return Math.max(0, ...rows.map(({ wait }) => wait));
    },
  };
}
