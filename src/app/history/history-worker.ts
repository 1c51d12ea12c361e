import type { GitHubClient } from "../../github/client/client.ts";
import { createPolicyCache } from "../../github/read/policy-cache.ts";
import { addUnlessWaiting } from "../../incident/add-unless-waiting.ts";
import { finishHistory, forgetInstallation, type History, historyOf, syncHistories } from "../../incident/histories.ts";
import { type Job, Resting, type Worker } from "../../incident/job.ts";
import { count } from "../../report/words.ts";
import { attempt } from "../attempt.ts";
import type { Log } from "../log.ts";
import { engine } from "./engine.ts";
import { listHistories } from "./listing.ts";
import { type HistoryPayload, scanJob } from "./payload.ts";
import type { Quotas } from "./quota.ts";
import { type RecordHistoryOptions, recordHistory } from "./record-history.ts";
import { isMissing, type ScanRepositoryOptions, scanRepository } from "./scan-repository.ts";

export interface HistoryOptions
  extends RecordHistoryOptions,
    Pick<ScanRepositoryOptions, "webUrl" | "proxy" | "mostBytes"> {
  readonly log: Log;
  readonly quotas: Pick<Quotas, "reservedUntil">;
  /** An Octokit authenticated as an installation. */
  clientOf(installation: number): Promise<GitHubClient>;
  /** A token that reads one repository, given by its id. */
  tokenOf(installation: number, repository: number): Promise<string>;
}

/** Scans the histories of an installation's repositories, one job for each. */
export function createHistoryWorker(options: HistoryOptions): Worker {
  const { database, queue, log } = options;
  const policies = createPolicyCache();
  return {
    run(job) {
      const payload = job.payload as HistoryPayload;
      return payload.type === "list" ? listAll(job, payload) : scanStored(job, payload);
    },
    async giveUp(job, { message }) {
      const payload = job.payload as HistoryPayload;
      if (payload.type === "list") {
        log.error(
          `The repositories of installation ${payload.installation} were not listed, after a day of tries: ${message}.`,
        );
        return;
      }
      const history = await historyOf(database.tables, payload);
      if (history === null) return;
      await finishHistory(database.tables, history, { state: "failed", reason: `${message}.`, keys: 0, bytes: 0 });
      log.error(`${nameOf(history)} was not scanned, after a day of tries: ${message}.`);
    },
  };

  async function listAll(job: Job, payload: Extract<HistoryPayload, { type: "list" }>): Promise<void> {
    const { installation } = payload;
    const name = `The list of repositories of installation ${installation}`;
    const result = await attempt(job, name, log, () => list(payload));
    if (result === "dropped") await forgetInstallation(database.tables, installation);
  }

  async function list({ installation }: Extract<HistoryPayload, { type: "list" }>): Promise<void> {
    const listed = await listHistories(await options.clientOf(installation), installation);
    const queued = await database.tables.transaction().execute(async (transaction) => {
      const wanted = await syncHistories(transaction, installation, listed, engine);
      return addUnlessWaiting(transaction, queue, wanted.map(scanJob));
    });
    if (queued > 0) log.info(`Queued ${count(queued, "history", "histories")} of installation ${installation}.`);
  }

  async function scanStored(job: Job, payload: Extract<HistoryPayload, { type: "scan" }>): Promise<void> {
    const history = await historyOf(database.tables, payload);
    // Removed, suspended, or scanned by a job that was killed before it could report that.
    if (history?.state !== "waiting") return;
    const until = options.quotas.reservedUntil(history.installation);
    if (until !== null) throw new Resting("the rest of GitHub's rate limit is left to events", until);
    const result = await attempt(job, nameOf(history), log, () => scanOne(job, history));
    if (result === "done") return;
    const reason = "GitHub no longer shows it to the App.";
    await finishHistory(database.tables, history, { state: "failed", reason, keys: 0, bytes: 0 });
  }

  async function scanOne(job: Job, history: History): Promise<void> {
    const { owner, repo, part, installation, defaultBranch } = history;
    const client = await options.clientOf(installation);
    const policy = await policies.load(client, { owner, repo, ref: defaultBranch });
    const token = await options.tokenOf(installation, history.repository);
    const { findings, outcome } = await scanRepository(history, {
      ...options,
      policy,
      token,
      signal: job.signal,
    }).catch((error: unknown) => {
      if (part === "wiki" && isMissing(error)) return emptyWiki;
      throw error;
    });
    const repository = part === "wiki" ? `${owner}/${repo}.wiki` : `${owner}/${repo}`;
    const occasion = history.refs !== null && history.engine !== engine ? "again" : "new";
    const keys =
      findings.length === 0 ? 0 : await recordHistory(options, { owner, repository, findings, policy, occasion });
    await finishHistory(database.tables, history, { ...outcome, keys });
    const scanned = outcome.state === "scanned" ? `scanned, ${count(keys, "key")}` : "not scanned";
    log.info(`${nameOf(history)}: ${scanned}.${outcome.reason === null ? "" : ` ${outcome.reason}`}`);
  }
}

const emptyWiki = {
  findings: [],
  outcome: { state: "scanned", reason: null, scanned: { refs: [], engine }, bytes: 0 },
} as const;

/** The name of a history in log lines. */
function nameOf({ owner, repo, part }: History): string {
  return `The ${part === "wiki" ? "wiki" : "history"} of ${owner}/${repo}`;
}
