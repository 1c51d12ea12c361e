import { type ChangeMemory, type HandledChange, handleChange } from "../change/handle.ts";
import type { Change, PullRequestChange } from "../github/change.ts";
import { changeFromEvent } from "../github/change-from-event.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { createPolicyCache } from "../github/read/policy-cache.ts";
import type { Database } from "../incident/database.ts";
import type { Job, Queue, Worker } from "../incident/job.ts";
import { beginPublication, isNeighboured } from "../incident/publication.ts";
import type { Seal } from "../incident/seal.ts";
import { hasComment, noteHandled, responsesOf } from "../incident/store.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { handleAgain } from "./handle-again.ts";
import type { Log } from "./log.ts";
import { judgeOutage } from "./outage.ts";
import { type ChangePayload, changeKey, changeName, checkId, headKey, stateDigest } from "./payload.ts";
import { createRecorder } from "./recorder.ts";

export interface ChangeOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly log: Log;
  readonly webUrl: string;
  readonly hook: HookSettings | null;
  readonly verification: VerificationSettings;
  /** An Octokit that acts for an installation. */
  clientOf(installation: number): Promise<GitHubClient>;
}

/** Tries that a "not found" is given: GitHub's replicas may be a moment behind its webhooks. */
const patienceForAbsence = 2;

/** Reads, judges and publishes one push or pull request, and has the hook called about new keys. */
export function createChangeWorker(options: ChangeOptions): Worker {
  const { database, log } = options;
  const policies = createPolicyCache();
  const limitedUntil = new Map<number, number>();
  const record = createRecorder(options);

  return {
    async run(job) {
      const payload = job.payload as ChangePayload;
      const { installation } = payload;
      const until = limitedUntil.get(installation) ?? 0;
      if (until > Date.now()) throw new Error("GitHub's rate limit is still used up");
      try {
        await handle(job, payload);
      } catch (error) {
        const outage = judgeOutage(error);
        const name = changeName(payload.change);
        if (outage.type === "limited") limitedUntil.set(installation, outage.until);
        if (outage.type === "gone" && job.attempt >= patienceForAbsence) {
          log.warn(`${name} cannot be scanned and is let go: ${outage.reason}. Was the repository or the App removed?`);
          return;
        }
        log.warn(`${name} is tried again later: ${outage.reason}.`);
        throw new Error(outage.reason);
      }
    },
    async giveUp(job, error) {
      log.error(
        `${changeName((job.payload as ChangePayload).change)} was not scanned, after a day of tries: ${error.message}.`,
      );
    },
  };

  async function handle(job: Job, payload: ChangePayload): Promise<void> {
    const client = await options.clientOf(payload.installation);
    const change = payload.again ? await newest(client, payload.change) : payload.change;
    if (change === null) return;
    const { owner, repo } = change;
    if (change.type === "push" && change.ref === `refs/heads/${change.defaultBranch}`) policies.forget(owner, repo);
    const externalId = checkId(change);
    const publication = { externalId, head: headKey(change) };
    const begun = await beginPublication(database.tables, publication);
    const memory: ChangeMemory = {
      commented: change.type === "pull-request" && (await hasComment(database.tables, change)),
      neighboured: () => isNeighboured(database.tables, publication),
    };
    const handled = await handleChange(client, change, {
      webUrl: options.webUrl,
      externalId,
      retried: !begun || job.attempt > 0,
      responses: await responsesOf(database.tables, owner),
      policies,
      memory,
      triedAgain: true,
      record: (scanned, policy) =>
        record(scanned, policy, {
          again: { ...payload, change, again: true },
          occasion: payload.again ? "again" : "event",
        }),
    });
    tell(change, handled);
    if (change.type === "pull-request") await settle(change, payload, handled);
  }

  /** After an event that came out of order, the newest state is shown again. */
  async function settle(change: PullRequestChange, payload: ChangePayload, handled: HandledChange): Promise<void> {
    await database.tables.transaction().execute(async (transaction) => {
      const commented = handled.published.comment !== null;
      const state = { updatedAt: change.updatedAt, digest: stateDigest(change), commented };
      const late = await noteHandled(transaction, change, state);
      if (!late || payload.again) return;
      await handleAgain(transaction, options.queue, changeKey(change), { ...payload, again: true });
    });
  }

  function tell(change: Change, { report, published }: HandledChange): void {
    const keys = report.keys.length === 0 ? "no key" : report.keys.map((key) => key.masked).join(", ");
    log.info(`${changeName(change)}: ${report.conclusion}, ${keys}.`);
    for (const problem of published.problems) log.warn(`${changeName(change)}: ${problem}`);
  }
}

/** The newest state of a change; null when its pull request is no more. */
async function newest(client: GitHubClient, change: Change): Promise<Change | null> {
  if (change.type === "push") return change;
  const { owner, repo, number } = change;
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
  const { data } = await client.request(route, { owner, repo, pull_number: number });
  const current = changeFromEvent("pull_request", { action: "synchronize", pull_request: data });
  return current.type === "none" ? null : current;
}
