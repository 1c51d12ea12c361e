import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type AppProcess, startApp } from "../test/app/app-process.ts";
import { startPostgres } from "../test/app/postgres.ts";
import { createAppWorld } from "../test/app/world.ts";
import { createFleet, megabytes } from "./fleet.ts";
import { now } from "./place.ts";
import { peakMegabytes, processorSeconds, treeMegabytes } from "./process-cost.ts";
import type { BenchRow } from "./row.ts";

/** Megabytes that the App may have in memory while it scans histories. */
const mostMegabytes = 400;

/** Milliseconds between two looks at the progress. */
const interval = 250;

export interface HistoriesOptions {
  readonly repositories: number;
  /** How often the App is killed. */
  readonly kills: number;
}

/**
 * Installs the App on repositories of 20 MB, each with one key in its history, kills it at moments spread over the scans,
 * and starts it again: how many repositories a minute it scans, how much memory it takes, and what is lost or double.
 * Everything runs on this machine: the App, git, PostgreSQL and the GitHub that packs the copies.
 */
export async function benchHistories({ repositories, kills }: HistoriesOptions): Promise<BenchRow[]> {
  const postgres = await startPostgres();
  const url = await postgres.createDatabase("histories");
  const world = await createAppWorld("acme/first", { environment: { DATABASE_URL: url }, remove: async () => {} });
  const names = Array.from({ length: repositories }, (_, index) => `acme/repository-${index}`);
  const keys = await createFleet(world.github, names);
  const record = new pg.Client({ connectionString: url });
  const environment = world.environment({ KEYHAWK_HISTORY_CONCURRENCY: "2" });
  let app = await startApp(environment);
  const memory = { app: 0, all: 0 };
  let killed = 0;
  let processor = 0;
  try {
    await record.connect();
    const start = now();
    for (;;) {
      const { done, left } = await progress(record);
      memory.app = Math.max(memory.app, peakMegabytes(app.pid ?? 0));
      memory.all = Math.max(memory.all, treeMegabytes(app.pid ?? 0));
      if (killed < kills && done > ((killed + Math.random()) * repositories) / kills) {
        processor += processorSeconds(app.pid ?? 0);
        app = await killAndRestart(app, environment);
        killed += 1;
      }
      if (left === 0 && done > repositories) break;
      await sleep(interval);
    }
    const minutes = (now() - start) / 60_000;
    processor += processorSeconds(app.pid ?? 0);
    const baseline = `${repositories} repositories of ${megabytes} MB, killed ${killed} times`;
    const row = (name: string, value: number, unit: string, target = Number.POSITIVE_INFINITY): BenchRow => {
      return { ...{ name: `histories at install: ${name}`, baseline, value, unit, target } };
    };
    return [
      row("repositories a minute", repositories / minutes, "a minute"),
      row("processor time of the App and its git processes", processor / repositories, "s a repository"),
      row("memory of the App", memory.app, "MB", mostMegabytes),
      row("memory of the App and its git processes", memory.all, "MB"),
      row("keys lost or double", await wrong(record, keys.length), "keys", 0),
    ];
  } finally {
    await record.end();
    await app.stop();
    await world.close();
    await postgres.stop();
  }
}

async function killAndRestart(app: AppProcess, environment: Record<string, string>): Promise<AppProcess> {
  await app.signal("SIGKILL");
  return startApp(environment);
}

/** Scanned histories and those that wait, wikis left out. Throws when one was given up. */
async function progress(record: pg.Client): Promise<{ readonly done: number; readonly left: number }> {
  const { rows } = await record.query<{ state: string; count: string }>(
    "select state, count(*) from keyhawk.history where part = 'code' group by state",
  );
  const counts = new Map(rows.map(({ state, count }) => [state, Number(count)]));
  const done = counts.get("scanned") ?? 0;
  const left = counts.get("waiting") ?? 0;
  const total = rows.reduce((sum, { count }) => sum + Number(count), 0);
  if (done + left < total) throw new Error(`Histories that were not scanned: ${total - done - left}.`);
  return { done, left };
}

/** How many keys are not exactly one incident with one place, and counted once. */
async function wrong(record: pg.Client, keys: number): Promise<number> {
  const { rows: incidents } = await record.query<{ places: string }>(
    "select count(place) as places from keyhawk.incident left join keyhawk.sighting on id = incident_id group by id",
  );
  const { rows: histories } = await record.query<{ keys: number }>(
    "select keys from keyhawk.history where part = 'code' and repo like 'repository-%'",
  );
  const right = incidents.filter(({ places }) => Number(places) === 1).length;
  return (
    Math.max(keys - right, 0) +
    Math.max(incidents.length - keys, 0) +
    histories.filter((history) => history.keys !== 1).length
  );
}
