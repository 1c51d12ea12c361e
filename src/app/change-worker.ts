import { type ExaminedChange, examineChange, mayHaveComment } from "../change/examine.ts";
import { type Published, publishChange } from "../change/publish.ts";
import type { Change, PullRequestChange } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import type { Voice } from "../github/publish/voice.ts";
import { fetchPull } from "../github/pull.ts";
import { createPolicyCache } from "../github/read/policy-cache.ts";
import { headOf } from "../github/read/read-change.ts";
import type { Database } from "../incident/database.ts";
import type { Job, Queue, Worker } from "../incident/job.ts";
import { beginPublication, isNeighboured } from "../incident/publication.ts";
import type { Seal } from "../incident/seal.ts";
import { hasComment, noteHandled, responsesOf } from "../incident/store.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { passingReasons } from "../source/coverage.ts";
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
  /** As whom the App writes on GitHub. */
  readonly voice: Voice;
  /** An Octokit that acts for an installation. */
  clientOf(installation: number): Promise<GitHubClient>;
}

/** Tries that a "not found" is given: GitHub's replicas may be a moment behind its webhooks. */
const patienceForAbsence = 2;

/** Tries after which what GitHub does not serve stays a line in coverage. */
const patienceForGaps = 5;

/** Examines, records and publishes one push or pull request, and has the hook called about new keys. */
export function createChangeWorker(options: ChangeOptions): Worker {
  const { database, log, webUrl, voice } = options;
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
          log.warn(
            `${name} cannot be scanned and is dropped: ${outage.reason}. Was the repository or the App removed?`,
          );
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
    const attempt = begun && job.attempt === 0 ? "first" : "further";
    const examined = await examineChange(client, change, {
      webUrl,
      responses: await responsesOf(database.tables, owner),
      comments: { when: mayHaveComment(change, await commented(change, attempt)) ? "always" : "when-found", voice },
      loadPolicy: policies.load,
    });
    const recorded = await record(examined, {
      again: { ...payload, change, again: true },
      occasion: payload.again ? "again" : "event",
    });
    const published = await publishChange(client, recorded, {
      externalId,
      attempt,
      voice,
      updatedAt: change.type === "pull-request" ? change.updatedAt : null,
      outage: "throw",
      unknownHead: headOf(change) === null ? "report" : "throw",
      headUse: async () => ((await isNeighboured(database.tables, publication)) ? "shared" : "unshared"),
    });
    logOutcome(change, recorded, published);
    if (change.type === "pull-request") await settle(change, payload, published);
    const gaps = recorded.report.coverage.notScanned.filter(({ reason }) => passingReasons.has(reason));
    // What was found is published by now; another try finds the rest.
    if (gaps.length > 0 && job.attempt < patienceForGaps)
      throw new Error(`GitHub did not serve ${gaps.length} parts of it`);
  }

  async function commented(change: Change, attempt: "first" | "further"): Promise<"yes" | "no"> {
    if (change.type === "push") return "no";
    return attempt === "further" || (await hasComment(database.tables, change)) ? "yes" : "no";
  }

  /** After an event that came out of order, the newest state is shown again. */
  async function settle(change: PullRequestChange, payload: ChangePayload, published: Published): Promise<void> {
    await database.tables.transaction().execute(async (transaction) => {
      const state = {
        updatedAt: change.updatedAt,
        digest: stateDigest(change),
        commented: published.comment !== null,
      };
      const late = await noteHandled(transaction, change, state);
      if (!late || payload.again) return;
      await handleAgain(transaction, options.queue, changeKey(change), { ...payload, again: true });
    });
  }

  function logOutcome(change: Change, { report }: ExaminedChange, published: Published): void {
    const keys = report.keys.length === 0 ? "no key" : report.keys.map((key) => key.masked).join(", ");
    log.info(`${changeName(change)}: ${report.conclusion}, ${keys}.`);
    for (const problem of published.problems) log.warn(`${changeName(change)}: ${problem}`);
  }
}

/** The newest state of a change; null when its pull request is gone. */
async function newest(client: GitHubClient, change: Change): Promise<Change | null> {
  if (change.type === "push") return change;
  const current = await fetchPull(client, change);
  return current.type === "none" ? null : current;
}
