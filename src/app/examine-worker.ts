import { type ExaminedChange, examineChange, mayHaveComment } from "../change/examine.ts";
import type { Change } from "../github/change.ts";
import type { GitHubClient } from "../github/client/client.ts";
import type { Voice } from "../github/publish/voice.ts";
import { fetchPull } from "../github/pull.ts";
import { createPolicyCache } from "../github/read/policy-cache.ts";
import type { AskingBounds } from "../incident/asked-keys.ts";
import type { Database } from "../incident/database.ts";
import type { Job, Queue, Worker } from "../incident/job.ts";
import { hasComment } from "../incident/pull-requests.ts";
import { responsesOf } from "../incident/responses.ts";
import type { Seal } from "../incident/seal.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { passingReasons } from "../source/coverage.ts";
import type { Search } from "../source/search-document.ts";
import { attempt } from "./attempt.ts";
import type { Log } from "./log.ts";
import { type ChangePayload, changeName } from "./payload.ts";
import { createRecorder } from "./recorder.ts";

export interface ExamineOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly log: Log;
  readonly webUrl: string;
  readonly hook: HookSettings | null;
  readonly verification: VerificationSettings;
  readonly revocation: RevocationSettings;
  /** Limits on the keys that OpenAI and the hook are asked about. */
  readonly bounds: AskingBounds;
  /** Searches a document; not in this thread when that takes long. */
  readonly search: Search;
  /** The account that the App writes as on GitHub. */
  readonly voice: Voice;
  /** An Octokit authenticated as an installation. */
  clientOf(installation: number): Promise<GitHubClient>;
}

/** Attempts after which a part of the change that GitHub did not serve is left in the report's coverage. */
const patienceForGaps = 5;

/** Examines and records one push or pull request. Calling the hook and publishing are jobs of their own. */
export function createExamineWorker(options: ExamineOptions): Worker {
  const { database, log, webUrl, voice } = options;
  const policies = createPolicyCache();
  const record = createRecorder(options);
  return {
    run(job) {
      const payload = job.payload as ChangePayload;
      return attempt(job, changeName(payload.change), log, () => examine(job, payload));
    },
    async giveUp(job, error) {
      log.error(
        `${changeName((job.payload as ChangePayload).change)} was not scanned, after a day of tries: ${error.message}.`,
      );
    },
  };

  async function examine(job: Job, payload: ChangePayload): Promise<void> {
    const client = await options.clientOf(payload.installation);
    const change = payload.again ? await newest(client, payload.change) : payload.change;
    if (change === null) return;
    const { owner, repo } = change;
    if (change.type === "push" && change.ref === `refs/heads/${change.defaultBranch}`) policies.forget(owner, repo);
    const examined = await examineChange(client, change, {
      webUrl,
      responsesOf: (fingerprints) => responsesOf(database.tables, owner, fingerprints),
      comments: { when: mayHaveComment(change, await commented(change, job)) ? "always" : "when-found", voice },
      loadPolicy: policies.load,
      search: options.search,
    });
    const recorded = await record(examined, { ...payload, change });
    logResult(change, recorded);
    const gaps = recorded.report.coverage.notScanned.filter(({ reason }) => passingReasons.has(reason));
    // The findings are recorded by now; a retry finds the rest.
    if (gaps.length > 0 && job.attempt < patienceForGaps) {
      throw new Error(`GitHub did not serve ${gaps.length} parts of it`);
    }
  }

  /** An earlier attempt may have ended after its report was published. */
  async function commented(change: Change, { attempt: tries }: Job): Promise<"yes" | "no"> {
    if (change.type === "push") return "no";
    return tries > 0 || (await hasComment(database.tables, change)) ? "yes" : "no";
  }

  function logResult(change: Change, { report }: ExaminedChange): void {
    const [first, ...others] = report.keys.map((key) => key.masked);
    const listed = others.length > 20 ? `${first} and ${others.length} more` : [first, ...others].join(", ");
    log.info(`${changeName(change)}: ${report.conclusion}, ${first === undefined ? "no key" : listed}.`);
  }
}

/** The newest state of a change; null when its pull request is gone. */
async function newest(client: GitHubClient, change: Change): Promise<Change | null> {
  if (change.type === "push") return change;
  const current = await fetchPull(client, change);
  return current.type === "none" ? null : current;
}
