import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { QueueName } from "./job.ts";

/** Installations that start no jobs for a while, in a record that all processes share. */
export interface Rests {
  /** Records one. @param until milliseconds since 1970 */
  note(installation: string, until: number): Promise<void>;
  /** Those that rest now, with the end of each in milliseconds since 1970. */
  read(): Promise<ReadonlyMap<string, number>>;
}

/** The installations that rest in one queue. */
export function sharedRests({ tables }: Pick<Database, "tables">, queue: QueueName): Rests {
  return {
    async note(installation, until) {
      await tables
        .insertInto("rest")
        .values({ queue, installation, until_at: new Date(until) })
        .onConflict((conflict) =>
          conflict.columns(["queue", "installation"]).doUpdateSet({
            until_at: sql<Date>`greatest(rest.until_at, excluded.until_at)`,
          }),
        )
        .execute();
    },
    async read() {
      const rows = await tables
        .selectFrom("rest")
        .select(["installation", "until_at"])
        .where("queue", "=", queue)
        .where("until_at", ">", new Date())
        .execute();
      return new Map(rows.map(({ installation, until_at }) => [installation, until_at.getTime()]));
    },
  };
}
