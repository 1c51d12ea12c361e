import { readComments } from "../change/examine.ts";
import { publishChange } from "../change/publish.ts";
import { withSuggestions } from "../change/suggest.ts";
import type { GitHubClient } from "../github/client/client.ts";
import { isAbsent } from "../github/client/request-error.ts";
import { followThreads } from "../github/publish/threads.ts";
import type { Voice } from "../github/publish/voice.ts";
import { nothingWritten } from "../github/publish/written-before.ts";
import type { Job, Queue, Worker } from "../incident/job.ts";
import { knownKeys } from "../incident/known-keys.ts";
import { beginPublication, checkRunOf, isNeighboured, noteCheckRun } from "../incident/publication.ts";
import { noteWritten, writtenOn } from "../incident/pull-requests.ts";
import { dropReport, lockExisting, lockReport } from "../incident/reported-change.ts";
import type { Seal } from "../incident/seal.ts";
import { withKeys } from "../report/change-report.ts";
import { withKnown } from "../report/with-known.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import { revokesNothing } from "../respond/revoke/settings-for.ts";
import { type AlertResolverOptions, type DeadKeyPayload, resolveAlerts } from "./alerts/resolve-alerts.ts";
import { withResponse } from "./answers.ts";
import { attempt, patienceForAbsence } from "./attempt.ts";
import type { Metrics } from "./metrics/metrics.ts";
import type { PublishPayload } from "./payload.ts";
import type { ReportedChange } from "./publication.ts";
import { shownContent } from "./shown-content.ts";

export interface PublishWorkerOptions extends AlertResolverOptions {
  readonly queue: Queue;
  readonly seal: Seal;
  readonly hook: HookSettings | null;
  readonly revocation: RevocationSettings;
  readonly metrics: Pick<Metrics, "reached">;
  /** The account that the App writes as on GitHub. */
  readonly voice: Voice;
  /** An Octokit authenticated as an installation. */
  clientOf(installation: number): Promise<GitHubClient>;
}

const alertsName = "GitHub's alerts about a dead key";

/** Attempts after which a refusal that GitHub may take back is final. */
const patienceForRefusals = 5;

/** Publishes the findings of one change, with the answers so far: comment, check run and review. */
export function createPublishWorker(options: PublishWorkerOptions): Worker {
  const { database, queue, seal, log, voice } = options;
  return {
    async run(job) {
      const payload = job.payload as PublishPayload | DeadKeyPayload;
      if ("alertsOf" in payload) {
        await attempt(job, alertsName, log, () => resolveAlerts(options, payload));
        return;
      }
      const { change } = payload;
      const stored = await read(change);
      if (stored === null) return;
      const { reported, storedAt } = stored;
      await attempt(job, `The result of ${reported.name}`, log, () => publish(job, reported));
      const waits = reported.report.keys.some(({ response }) => response?.result === "pending");
      if (!waits) await drop(change, storedAt);
    },
    async giveUp(job, error) {
      const payload = job.payload as PublishPayload | DeadKeyPayload;
      if ("alertsOf" in payload) return log.error(`${alertsName} were not resolved after a day: ${error.message}.`);
      const { change } = payload;
      const stored = await read(change);
      if (stored === null) return;
      log.error(`The result of ${stored.reported.name} was not published after a day of retries: ${error.message}.`);
      await drop(change, stored.storedAt);
    },
  };

  /** Deletes a published report, unless an answer that arrived in the meantime has it published again. */
  async function drop(change: string, storedAt: Date): Promise<void> {
    await database.tables.transaction().execute(async (transaction) => {
      if (!(await lockExisting(transaction, change))) return;
      if (await queue.isWaiting(transaction, "publish", change)) return;
      await dropReport(transaction, change, storedAt);
    });
  }

  /** The stored report, with the answers so far; null when it was published already. */
  async function read(change: string): Promise<{ reported: ReportedChange; storedAt: Date } | null> {
    return database.tables.transaction().execute(async (transaction) => {
      const stored = await lockReport(transaction, seal, change);
      if (stored === null) return null;
      const reported = stored.content as ReportedChange;
      const { report, policy } = reported;
      const fingerprints = report.keys.map(({ fingerprint }) => fingerprint);
      const known = await knownKeys(transaction, report.change.owner, fingerprints);
      const keys = report.keys.map((key) => {
        const { response = null, details = null } = known.get(key.fingerprint) ?? {};
        const answered = withResponse(key, response);
        return key.details !== undefined || details === null ? answered : { ...answered, details };
      });
      return { reported: { ...reported, report: withKeys(report, keys, policy) }, storedAt: stored.storedAt };
    });
  }

  async function publish(job: Job, reported: ReportedChange): Promise<void> {
    const { externalId, head, name, policy, pull, unknownHead, updatedAt } = reported;
    const client = await options.clientOf(reported.turn.installation);
    const content = pull === null ? shownContent(reported.report) : null;
    const publication = { externalId, head, content };
    const { again } = reported;
    const examinable = again === undefined ? null : { seal, payload: again };
    const begun = await beginPublication(database.tables, publication, examinable);
    if (begun === "elsewhere") {
      log.info(`${name}: another push of the same commit has a check that shows the same.`);
      return;
    }
    const first = begun === "new" && job.attempt === 0;
    const onPull = pull === null ? nothingWritten : await writtenOn(database.tables, pull);
    const before = { ...onPull, checkRun: await checkRunOf(database.tables, externalId) };
    const current = first ? reported : await withComments(client, reported, voice);
    // Not when the change is examined: nobody's rescue waits for the files that suggestions need.
    const suggested = await withSuggestions(client, { ...current, policy }, before.review);
    const published = await publishChange(client, suggested.change, {
      externalId,
      attempt: first ? "first" : "further",
      voice,
      before,
      updatedAt,
      unknownHead,
      followThreads,
      buttons: { revoke: options.hook === null && revokesNothing(options.revocation) ? "absent" : "offered" },
      headUse: async () => ((await isNeighboured(database.tables, publication)) ? "shared" : "unshared"),
    });
    for (const problem of [...suggested.problems, ...published.problems]) log.warn(`${name}: ${problem}`);
    const { written } = published;
    if (pull !== null) await noteWritten(database.tables, pull, written);
    if (written.checkRun !== null) await noteCheckRun(database.tables, externalId, written.checkRun);
    if (published.outage !== null) throw published.outage;
    const patience = isAbsent(published.doubtful) ? patienceForAbsence : patienceForRefusals;
    if (published.doubtful !== null && job.attempt < patience) throw published.doubtful;
    if (begun === "new") options.metrics.reached("published", reported.report.change.pushedAt);
  }
}

/** A change with its current comments and what they remember. */
async function withComments(client: GitHubClient, reported: ReportedChange, voice: Voice): Promise<ReportedChange> {
  if (reported.pull === null) return reported;
  const { comments, keys } = await readComments(client, reported.pull, voice);
  return { ...reported, comments, report: withKnown(reported.report, keys, reported.policy) };
}
