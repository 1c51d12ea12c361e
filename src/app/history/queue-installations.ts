import type { Probot } from "probot";
import type { Fetch } from "../../http/fetch.ts";
import type { Database } from "../../incident/database.ts";
import type { Queue } from "../../incident/job.ts";
import { listJob } from "./payload.ts";

/** GitHub's own limit on a page. */
const perPage = 100;

/**
 * Queues the listing of every installation's repositories: installations whose events were missed are found that way, and
 * histories that an earlier release scanned are scanned for what this one added. Throws Octokit's error.
 */
export async function queueInstallations(
  app: Pick<Probot, "auth">,
  fetch: Fetch,
  { tables }: Pick<Database, "tables">,
  queue: Queue,
): Promise<void> {
  const client = await app.auth();
  for (let page = 1; ; page++) {
    const { data } = await client.request("GET /app/installations", { per_page: perPage, page, request: { fetch } });
    const jobs = data.filter(({ suspended_at: suspended }) => suspended === null).map(({ id }) => listJob(id));
    await tables.transaction().execute(async (transaction) => {
      for (const job of jobs) {
        if (!(await queue.isWaiting(transaction, "history", job.key))) await queue.add(transaction, [job]);
      }
    });
    if (data.length < perPage) return;
  }
}
