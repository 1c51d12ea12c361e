import type { GitHubClient } from "../../github/client/client.ts";
import { pages } from "../../github/client/pages.ts";
import type { Database } from "../../incident/database.ts";
import { historyOf, setWaiting } from "../../incident/histories.ts";
import type { NewJob, Queue } from "../../incident/job.ts";
import { count } from "../../report/words.ts";
import { scanJob } from "../history/payload.ts";
import type { Log } from "../log.ts";
import { changeKey, jobId, pullPayload, turnOf } from "../payload.ts";
import { examineAgain } from "../publication.ts";
import { pullsSince, pushesSince } from "./missed-changes.ts";
import { type MissedPayload, type MissedRepository, missedJob } from "./payload.ts";

export interface MissedOptions {
  readonly database: Pick<Database, "tables">;
  readonly queue: Queue;
  readonly log: Log;
}

/**
 * Stores the jobs for what was pushed while no App ran: for each repository with newer pushes one that looks for them,
 * and then for each push, and for each open pull request that changed, the job that its event would have stored. An
 * event that is delivered after all does nothing twice, since its results have the same names. Throws Octokit's error.
 */
export async function examineMissed(
  { database: { tables }, queue, log }: MissedOptions,
  client: GitHubClient,
  { missed, installation }: MissedPayload,
): Promise<void> {
  const since = new Date(missed.since);
  if (missed.repository === null) {
    const active = await pushedSince(client, since);
    await tables.transaction().execute(async (transaction) => {
      const jobs = active.map((repository) => missedJob(installation, repository, missed.since));
      await queue.add(transaction, jobs);
    });
    log.info(
      `While the App was not running, ${count(active.length, "repository", "repositories")} of installation ${installation} changed.`,
    );
    return;
  }
  const { owner, repo, id } = missed.repository;
  const pushes = await pushesSince(client, missed.repository, since);
  const pulls = await pullsSince(client, installation, missed.repository, since);
  const jobs = pushes.map(({ id: activity, change }): NewJob => {
    const payload = { installation, change, again: false };
    const name = jobId(`missed-push:${id}:${activity}`);
    return { queue: "examine", id: name, key: changeKey(change), payload, turn: turnOf(payload) };
  });
  await tables.transaction().execute(async (transaction) => {
    await queue.add(transaction, jobs);
    for (const pull of pulls) await examineAgain(transaction, queue, pullPayload(pull));
    // Tags, and branches whose activity GitHub does not record: its refs are compared with those of the last scan.
    const history = await historyOf(transaction, { repository: id, part: "code" });
    if (history?.state !== "scanned") return;
    await setWaiting(transaction, [history], new Date());
    await queue.add(transaction, [scanJob(history)]);
  });
  const found = `${count(pushes.length, "push", "pushes")} and ${count(pulls.length, "pull request")}`;
  log.info(`Queued ${found} of ${owner}/${repo} from the time when the App was not running.`);
}

async function pushedSince(client: GitHubClient, since: Date): Promise<readonly MissedRepository[]> {
  const found: MissedRepository[] = [];
  const listed = pages(
    async (page) => (await client.request("GET /installation/repositories", page)).data.repositories,
  );
  for await (const { id, name, owner, default_branch: defaultBranch, private: hidden, pushed_at: pushed } of listed) {
    // Unknown counts as newer.
    if (Date.parse(pushed ?? "") < since.getTime()) continue;
    const visibility = hidden ? "private" : "public";
    found.push({ id: Number(id), owner: owner.login, repo: name, defaultBranch, visibility });
  }
  return found;
}
