import pg from "pg";
import { openDatabase } from "../src/incident/database.ts";
import { dropOutdated } from "../src/incident/retention.ts";
import { startPostgres } from "../test/app/postgres.ts";
import { fillRecord, handleEvents } from "../test/app/recorded-year.ts";
import { now } from "./place.ts";
import { type BenchRow, median } from "./row.ts";

const events = 300;
const aDay = 86_400_000;

/**
 * What the App's statements about a leaking pull request take on a server with `rows` rows in each table that grows, and
 * with empty tables, interleaved; and how long the first retention takes, which deletes half of them.
 */
export async function benchRecord(rows: number): Promise<BenchRow[]> {
  const postgres = await startPostgres();
  try {
    const [full, empty] = await Promise.all(
      ["full", "empty"].map(async (name) => {
        const url = await postgres.createDatabase(name);
        return { url, ...(await openDatabase({ type: "server", url })) };
      }),
    );
    if (full === undefined || empty === undefined) throw new Error("There are two databases.");
    const client = new pg.Client({ connectionString: full.url });
    await client.connect();
    await fillRecord(client, rows);
    const times = { full: [] as number[], empty: [] as number[] };
    for (let turn = 0; turn < events; turn++) {
      times.full.push(await timed(() => handleEvents(full.tables, turn)));
      times.empty.push(await timed(() => handleEvents(empty.tables, turn)));
    }
    let dropped = 0;
    const seconds =
      (await timed(async () => {
        dropped = await dropOutdated(full, new Date(Date.now() - 400 * aDay));
      })) / 1_000;
    await client.end();
    await Promise.all([full.close(), empty.close()]);
    const what = `${rows} rows in each table`;
    return [
      {
        ...{ name: `statements about an event, ${what}`, baseline: "empty tables" },
        ...{ value: median(times.full) / median(times.empty), unit: "x", target: 1.5 },
      },
      {
        ...{ name: `the same, median of ${events}`, baseline: what, value: median(times.full), unit: "ms" },
        target: Number.POSITIVE_INFINITY,
      },
      {
        ...{ name: "rows that the retention deletes", baseline: what, value: dropped / seconds, unit: "a second" },
        target: Number.POSITIVE_INFINITY,
      },
    ];
  } finally {
    await postgres.stop();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = now();
  await work();
  return now() - start;
}
