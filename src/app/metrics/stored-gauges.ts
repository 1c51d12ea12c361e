import { Gauge, type Registry } from "prom-client";
import type { Database } from "../../incident/database.ts";
import type { Queue } from "../../incident/job.ts";

/**
 * Gauges of what is in the database, which is the same for all processes that share it. They are read when the metrics
 * are; while the database does not answer they are absent and `keyhawk_database_up` is 0.
 */
export function addStoredGauges(registry: Registry, database: Database, queue: Queue): () => Promise<void> {
  const gauge = (name: string, help: string, ...labelNames: readonly string[]) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const up = gauge("keyhawk_database_up", "1 when the database answers.");
  const jobs = gauge(
    "keyhawk_jobs",
    "Jobs by queue and state; delayed ones wait for another attempt.",
    "queue",
    "state",
  );
  const overdue = gauge("keyhawk_job_overdue_seconds", "How long the longest waiting job could have run.", "queue");
  const incidents = gauge("keyhawk_incidents", "Incidents by kind, severity and state.", "kind", "severity", "state");
  const histories = gauge("keyhawk_histories", "Histories of repositories and wikis by state of their scan.", "state");
  const copied = gauge("keyhawk_history_bytes", "Bytes that were copied for scans of histories.");
  const all = [jobs, overdue, incidents, histories, copied];

  return async () => {
    for (const each of all) each.reset();
    try {
      const [stages, byState, byHistory] = await Promise.all([
        queue.stages(),
        countIncidents(database),
        countHistories(database),
      ]);
      for (const { queue: name, waiting, delayed, running, overdue: since } of stages) {
        for (const [state, count] of Object.entries({ waiting, delayed, running }))
          jobs.set({ queue: name, state }, count);
        overdue.set({ queue: name }, since === null ? 0 : Math.max((Date.now() - since.getTime()) / 1_000, 0));
      }
      for (const { kind, severity, state, count } of byState) incidents.set({ kind, severity, state }, Number(count));
      for (const { state, count } of byHistory) histories.set({ state }, Number(count));
      copied.set(byHistory.reduce((sum, { bytes }) => sum + Number(bytes ?? 0), 0));
      up.set(1);
    } catch {
      for (const each of all) each.reset();
      up.set(0);
    }
  };
}

function countIncidents({ tables }: Database) {
  return tables
    .selectFrom("incident")
    .select(({ fn }) => ["kind", "severity", "state", fn.countAll<string>().as("count")])
    .groupBy(["kind", "severity", "state"])
    .execute();
}

function countHistories({ tables }: Database) {
  return tables
    .selectFrom("history")
    .select(({ fn }) => ["state", fn.countAll<string>().as("count"), fn.sum<string | null>("bytes").as("bytes")])
    .groupBy("state")
    .execute();
}
