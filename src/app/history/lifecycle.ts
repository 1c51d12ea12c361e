import * as z from "zod";
import type { Database } from "../../incident/database.ts";
import { forgetInstallation, forgetRepositories, suspendInstallation } from "../../incident/histories.ts";
import type { Queue } from "../../incident/job.ts";
import { pullsShowingKeysIn } from "../../incident/shown-in.ts";
import { makeUrgent } from "../../incident/urgent.ts";
import type { Log } from "../log.ts";
import { jobId, pullPayload } from "../payload.ts";
import { examineAgain, spreadState } from "../publication.ts";
import type { Delivery } from "../receiver.ts";
import { listJob } from "./payload.ts";

/** The parts of GitHub's events about installations and repositories that matter here. */
const event = z.object({
  action: z.string(),
  installation: z.object({ id: z.int(), account: z.object({ login: z.string() }).optional() }),
  repositories_removed: z.array(z.object({ id: z.int() })).optional(),
  repository: z.object({ id: z.int(), name: z.string(), owner: z.object({ login: z.string() }) }).optional(),
});

type LifecycleEvent = z.output<typeof event>;

/**
 * Follows what happens to installations and repositories: histories of new ones are queued, those that are gone are
 * forgotten, and the incidents of a repository that was made public become urgent. Idempotent.
 */
export function createLifecycle({ tables }: Database, queue: Queue, log: Log): (delivery: Delivery) => Promise<void> {
  const list = (delivery: string, installation: number) =>
    tables
      .transaction()
      .execute(async (transaction) => void (await queue.add(transaction, [listJob(installation, jobId(delivery))])));

  async function follow(delivery: string, name: string, given: LifecycleEvent): Promise<void> {
    const { action, installation, repositories_removed: removed = [], repository } = given;
    switch (`${name}.${action}`) {
      case "installation.deleted":
        return forgetInstallation(tables, installation.id);
      case "installation.suspend":
        return suspendInstallation(tables, installation.id);
      case "installation_repositories.removed":
        return forgetRepositories(
          tables,
          installation.id,
          removed.map(({ id }) => id),
        );
      case "repository.deleted":
        return repository && forgetRepositories(tables, installation.id, [repository.id]);
      case "repository.publicized":
        if (repository !== undefined) await publicized(repository.owner.login, repository.name);
    }
    // GitHub's own list has the names, the sizes and whether a repository is public.
    await list(delivery, installation.id);
  }

  async function publicized(owner: string, repo: string): Promise<void> {
    const count = await tables.transaction().execute(async (transaction) => {
      const urgent = await makeUrgent(transaction, owner, `${owner}/${repo}`);
      await spreadState(transaction, queue, urgent, new Set());
      // Comments about settled keys, too, name owners and projects for readers who were members.
      for (const pull of await pullsShowingKeysIn(transaction, owner, repo)) {
        await examineAgain(transaction, queue, pullPayload(pull));
      }
      return urgent.length;
    });
    if (count > 0) log.warn(`${owner}/${repo} is public now: ${count} of its keys are not settled. Revoke them.`);
  }

  return async ({ id: delivery, name, payload }) => {
    const { data } = event.safeParse(payload);
    if (data === undefined) {
      log.warn(`The ${name} ${delivery} names no installation: it was not sent to the App.`);
      return;
    }
    const subject = data.repository?.name ?? data.installation.account?.login ?? `installation ${data.installation.id}`;
    log.info(`Received ${name} ${data.action} of ${subject}.`);
    await follow(delivery, name, data);
  };
}
