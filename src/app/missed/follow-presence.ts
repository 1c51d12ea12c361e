import type { Probot } from "probot";
import type { Fetch } from "../../http/fetch.ts";
import type { Database } from "../../incident/database.ts";
import type { Queue } from "../../incident/job.ts";
import { lastPresence, notePresence } from "../../incident/presence.ts";
import { installationsOf } from "../installations.ts";
import { missedJob } from "./payload.ts";

/** Milliseconds without an App after which not only failed deliveries are looked for. */
const longOutage = 3_600_000;

/** Milliseconds by which an App may have been away before it was last seen. */
const margin = 600_000;

/**
 * Records that the App runs; to be called every minute. The first call after a long outage stores a job for each
 * installation that looks for what was pushed meanwhile. Throws Octokit's error.
 */
export async function followPresence(
  app: Pick<Probot, "auth">,
  fetch: Fetch,
  database: Pick<Database, "tables">,
  queue: Queue,
): Promise<void> {
  const last = await lastPresence(database);
  if (last !== null && Date.now() - last.getTime() > longOutage) {
    const since = new Date(last.getTime() - margin).toISOString();
    const { active } = await installationsOf(app, fetch);
    await database.tables.transaction().execute(async (transaction) => {
      const jobs = active.map((installation) => missedJob(installation, null, since));
      await queue.add(transaction, jobs);
    });
  }
  await notePresence(database);
}
