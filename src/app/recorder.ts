import { admitOnly, askableKeys, countUnasked } from "../change/admit.ts";
import type { ExaminedChange } from "../change/examine.ts";
import { mayBeRevoked } from "../change/revoke.ts";
import { verifyChange } from "../change/verify.ts";
import { type AskingBounds, admitKeys } from "../incident/asked-keys.ts";
import type { Database } from "../incident/database.ts";
import { recordDetails } from "../incident/details.ts";
import type { NewJob } from "../incident/job.ts";
import { knownKeys, responsesOf } from "../incident/known-keys.ts";
import { type RecordedIncident, recordSightings } from "../incident/sightings.ts";
import { closedByHand } from "../incident/states.ts";
import { recordStatus } from "../incident/status.ts";
import { withKeys } from "../report/change-report.ts";
import { presentResponse } from "../report/combine-known.ts";
import type { KeyReport } from "../report/key-report.ts";
import { buildHookSummary } from "../respond/hook/build-request.ts";
import type { HookSummary } from "../respond/hook/request.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import { summaryId } from "../respond/hook/webhook-id.ts";
import { revokesNothing, revokesUnasked } from "../respond/revoke/settings-for.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { withResponse } from "./answers.ts";
import { type AskingOptions, askAbout, revocationFor } from "./ask-keys.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { jobId, type RespondPayload } from "./payload.ts";
import { spreadState } from "./publication.ts";
import type { Subject } from "./subject.ts";
import { withSpan } from "./tracing/span.ts";

export interface RecorderOptions extends AskingOptions {
  readonly database: Database;
  readonly hook: HookSettings | null;
  readonly verification: VerificationSettings;
  /** Limits on the keys that OpenAI and the hook are asked about. */
  readonly bounds: AskingBounds;
  readonly metrics: Pick<Metrics, "keys">;
}

/** Records keys; resolves to what was recorded, with the state of each key. */
export type Recorder = (examined: ExaminedChange, subject: Subject) => Promise<ExaminedChange>;

/** The most keys that are recorded in one transaction, so that other work does not wait long for the database. */
const keysPerTransaction = 200;

/**
 * Records findings as incidents. Each new key gets a job that revokes it or calls the hook; these jobs are stored in one
 * transaction with what the subject stores, such as the report that shows the keys as pending. Keys are verified before
 * that, if verification is on, and the hook is not called for a dead one.
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const { database, queue, hook, bounds } = options;
  const revokes = revokesUnasked(options.revocation);
  const verifies = options.verification.mode !== "off";

  return async (examined, subject) => {
    const { admitted, summary } = await admit(examined, subject);
    const { owner } = examined.report.change;
    const firstSeen = await openings(owner, verifies ? examined.report.keys : []);
    const verify = () => verifyChange(admitted, options.verification, { firstSeen });
    const verified = verifies ? await withSpan("verify", {}, verify) : admitted;
    const { report, policy } = verified;
    // Most pushes: they need no transaction.
    if (report.keys.length === 0 && (await subject.isDone(database.tables, verified))) return verified;
    const remembered = new Map(examined.report.keys.map((key) => [key.fingerprint, key.statusFrom]));
    // A status that a comment remembers is not proof.
    const isVerified = ({ fingerprint, statusFrom }: KeyReport) =>
      statusFrom !== undefined && statusFrom !== remembered.get(fingerprint);
    // A key of an earlier state is no longer in any commit, and has an incident already. An ignored key opens none,
    // unless it was just found alive.
    const counted = (key: KeyReport) => key.ignored === null || (key.status === "live" && isVerified(key));
    const seen = report.keys.filter((key) => !key.earlier && counted(key));
    const acts = policy.observed !== true;
    const rules = acts && revokes && seen.some(mayBeRevoked) ? await subject.revocationRules() : [];
    const incidents = await recordSeen(verified, seen);
    if (subject.occasion === "new") {
      for (const { kind } of seen) options.metrics.keys(kind, 1);
    }
    return database.tables.transaction().execute(async (transaction) => {
      const changed: string[] = [];
      // Locked in the order in which every transaction locks incidents.
      for (const key of seen.filter(isVerified).toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))) {
        const incident = incidents.get(key.fingerprint);
        if (incident === undefined) continue;
        const result = await recordStatus(transaction, incident.id, key, subject.occasion);
        if (result === "changed") changed.push(incident.id);
        if (key.details !== undefined) await recordDetails(transaction, incident.id, key.details);
      }
      await spreadState(transaction, queue, changed, new Set([subject.key]));
      const fingerprints = report.keys.map(({ fingerprint }) => fingerprint);
      const closed = await closedByHand(transaction, owner, fingerprints);
      const open = seen.filter(({ fingerprint }) => !closed.has(fingerprint));
      const responded = !acts
        ? []
        : hook === null
          ? open.filter((key) => revocationFor(key, options.revocation, rules).type === "allowed")
          : open;
      await askAbout(transaction, options, verified, subject, { keys: responded, rules });
      if (acts && hook !== null && summary !== null) await queue.add(transaction, [summaryJob(summary, subject)]);
      const known = await responsesOf(transaction, owner, fingerprints);
      const keys = report.keys.map((given) => {
        const ignored = closed.get(given.fingerprint);
        const key: KeyReport = {
          ...given,
          response: presentResponse(given, given),
          ...(ignored === undefined ? {} : { ignored, ignoredBy: "incident" }),
        };
        if (key.earlier ? key.response?.result !== "pending" : !counted(key)) return key;
        const response = known.get(key.fingerprint) ?? null;
        // With nothing to respond with, a job that waits for an answer ends without one.
        const isLost = hook === null && revokesNothing(options.revocation) && response?.result === "pending";
        return withResponse(key, isLost ? null : response);
      });
      const recorded = { ...verified, report: withKeys(report, keys, policy) };
      await subject.store(transaction, recorded, [...incidents.values()]);
      return recorded;
    });
  };

  /**
   * The change with the raw values of the admitted keys only, so that thousands of made-up keys cause no requests. The
   * summary informs the hook of the others.
   */
  async function admit(
    examined: ExaminedChange,
    { key, author }: Subject,
  ): Promise<{ readonly admitted: ExaminedChange; readonly summary: HookSummary | null }> {
    const fingerprints = askableKeys(examined).map(({ fingerprint }) => fingerprint);
    if (fingerprints.length === 0 || (hook === null && !revokes && options.verification.mode === "off")) {
      return { admitted: examined, summary: null };
    }
    const asking = { owner: examined.report.change.owner, change: key, author };
    const { fingerprints: within, bound } = await database.tables
      .transaction()
      .execute((transaction) => admitKeys(transaction, asking, fingerprints, bounds));
    const limit = bound ?? "change";
    const admitted = admitOnly(examined, within, settings[limit]);
    const { total, unasked } = countUnasked(examined, within);
    if (unasked === 0 || hook === null) return { admitted, summary: null };
    return { admitted, summary: buildHookSummary(examined.report.change, { keys: total, unasked, limit }) };
  }

  /** When the incidents of keys were opened, ISO 8601 by fingerprint. */
  async function openings(owner: string, keys: readonly KeyReport[]): Promise<ReadonlyMap<string, string>> {
    const fingerprints = keys.map(({ fingerprint }) => fingerprint);
    const known = await knownKeys(database.tables, owner, fingerprints);
    return new Map([...known].map(([fingerprint, { openedAt }]) => [fingerprint, openedAt]));
  }

  /** Records the places of keys. By fingerprint. */
  async function recordSeen(
    { report: { change } }: ExaminedChange,
    keys: readonly KeyReport[],
  ): Promise<ReadonlyMap<string, RecordedIncident>> {
    const incidents = new Map<string, RecordedIncident>();
    for (let from = 0; from < keys.length; from += keysPerTransaction) {
      const some = keys.slice(from, from + keysPerTransaction);
      const recorded = await database.tables
        .transaction()
        .execute((transaction) => recordSightings(transaction, change.owner, `${change.owner}/${change.repo}`, some));
      for (const incident of recorded) incidents.set(incident.fingerprint, incident);
    }
    return incidents;
  }
}

/** The setting that raises each limit. */
const settings = { change: "`KEYHAWK_ASK_LIMIT`", author: "`KEYHAWK_ASK_LIMIT_AUTHOR`" } as const;

function summaryJob(summary: HookSummary, { turn }: Subject): NewJob {
  const id = jobId(summaryId(summary.data));
  const respond: RespondPayload = { summary };
  return { queue: "respond", id, key: id, payload: respond, turn };
}
