import type { Probot } from "probot";
import type { Fetch } from "../../http/fetch.ts";
import { addUnlessWaiting } from "../../incident/add-unless-waiting.ts";
import type { Database } from "../../incident/database.ts";
import { installationsWithHistories } from "../../incident/histories.ts";
import type { Queue } from "../../incident/job.ts";
import { installationsOf } from "../installations.ts";
import { listJob } from "./payload.ts";

/**
 * Queues the listing of every installation's repositories: installations whose events were missed are found that way,
 * those that are gone are forgotten, and histories that an earlier release scanned are scanned for what this one added.
 * Throws Octokit's error.
 */
export async function queueInstallations(
  app: Pick<Probot, "auth">,
  fetch: Fetch,
  { tables }: Pick<Database, "tables">,
  queue: Queue,
): Promise<void> {
  const { active, suspended } = await installationsOf(app, fetch);
  const unlisted = (await installationsWithHistories(tables)).filter((id) => !suspended.includes(id));
  const jobs = [...new Set([...active, ...unlisted])].map((installation) => listJob(installation));
  await tables.transaction().execute((transaction) => addUnlessWaiting(transaction, queue, jobs));
}
