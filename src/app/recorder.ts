import type { Transaction } from "kysely";
import { admitOnly, askableKeys, countUnasked } from "../change/admit.ts";
import type { ExaminedChange } from "../change/examine.ts";
import { mayBeRevoked } from "../change/revoke.ts";
import { verifyChange } from "../change/verify.ts";
import { type AskingBounds, admitKeys } from "../incident/asked-keys.ts";
import { awaitAnswer } from "../incident/awaiting.ts";
import type { Database } from "../incident/database.ts";
import { openedAt, recordDetails } from "../incident/details.ts";
import type { NewJob, Queue } from "../incident/job.ts";
import { recordResponse, responsesOf } from "../incident/responses.ts";
import type { Seal } from "../incident/seal.ts";
import { lockIncidents, type RecordedIncident, recordSightings } from "../incident/sightings.ts";
import { closedByHand } from "../incident/states.ts";
import { recordStatus } from "../incident/status.ts";
import type { Tables } from "../incident/tables.ts";
import type { Turn } from "../incident/turn.ts";
import { graceOf, type RevocationRules } from "../policy/revocation-rules.ts";
import { withKeys } from "../report/change-report.ts";
import { presentResponse } from "../report/combine-known.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { buildHookRequest, buildHookSummary } from "../respond/hook/build-request.ts";
import type { HookSummary } from "../respond/hook/request.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import { summaryId } from "../respond/hook/webhook-id.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import { revokesNothing, revokesUnasked, settingsFor } from "../respond/revoke/settings-for.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { withResponse } from "./answers.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { jobId, type RespondPayload, respondJobId } from "./payload.ts";
import { spreadState } from "./publication.ts";
import { withSpan } from "./tracing/span.ts";

export interface RecorderOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly hook: HookSettings | null;
  readonly verification: VerificationSettings;
  readonly revocation: RevocationSettings;
  /** Limits on the keys that OpenAI and the hook are asked about. */
  readonly bounds: AskingBounds;
  readonly metrics: Pick<Metrics, "keys">;
}

/** What keys are recorded for: a change, or a text outside of commits. */
export interface Subject {
  /** Identifies it for the limits on asking about keys. */
  readonly key: string;
  /** Login of the person who introduced the keys; null when unknown. */
  readonly author: string | null;
  readonly turn: Turn;
  /** `again`: the keys were not seen anew. */
  readonly occasion: "new" | "again";
  /** The organisation's rules about revoking. Throws Octokit's errors. */
  revocationRules(): Promise<RevocationRules>;
  /** What is published again when an answer arrives; null for nothing. */
  readonly waiting: { readonly key: string; readonly payload: unknown } | null;
  /** Stores what follows, in the transaction that records the keys. */
  store(
    transaction: Transaction<Tables>,
    recorded: ExaminedChange,
    incidents: readonly RecordedIncident[],
  ): Promise<void>;
}

/** Records keys; resolves to what was recorded, with the state of each key. */
export type Recorder = (examined: ExaminedChange, subject: Subject) => Promise<ExaminedChange>;

interface AskedKey {
  readonly key: KeyReport;
  readonly incident: RecordedIncident;
  readonly credential: string;
}

/** The most keys that are recorded in one transaction, so that other work does not wait long for the database. */
const keysPerTransaction = 200;

/**
 * Records findings as incidents. Each new key gets a job that revokes it or calls the hook; these jobs are stored in one
 * transaction with what the subject stores, such as the report that shows the keys as pending. Keys are verified before
 * that, if verification is on, and the hook is not called for a dead one.
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const { database, queue, seal, hook, bounds } = options;
  const revokes = revokesUnasked(options.revocation);
  const verifies = options.verification.mode !== "off";

  return async (examined, subject) => {
    const { admitted, summary } = await admit(examined, subject);
    const { owner } = examined.report.change;
    const firstSeen = await openedAt(database.tables, owner, verifies ? examined.report.keys : []);
    const verify = () => verifyChange(admitted, options.verification, { firstSeen });
    const verified = verifies ? await withSpan("verify", {}, verify) : admitted;
    const { report, policy } = verified;
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
          ? open.filter((key) => revocationFor(key, rules).type === "allowed")
          : open;
      const asked = await toBeAsked(transaction, verified, subject, responded);
      await ask(transaction, verified, { ...subject, rules }, asked);
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

  /** The keys to revoke or call the hook about, with their incidents locked, so that no answer is stored in between. */
  async function toBeAsked(
    transaction: Transaction<Tables>,
    { report, findings }: ExaminedChange,
    subject: Subject,
    seen: readonly KeyReport[],
  ): Promise<readonly AskedKey[]> {
    if (seen.length === 0) return [];
    const raw = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
    const alive = new Map(seen.filter(({ status }) => status !== "revoked").map((key) => [key.fingerprint, key]));
    const incidents = await lockIncidents(transaction, report.change.owner, [...alive.keys()]);
    for (const { id, response } of incidents) {
      // The change is published again when the key has expired.
      if (response?.result === "expiring") await wait(transaction, id, subject);
    }
    return incidents.flatMap((incident) => {
      const key = alive.get(incident.fingerprint);
      const credential = raw.get(incident.fingerprint);
      if (key === undefined || credential === undefined || !isToBeAsked(incident.response, subject)) return [];
      return [{ key, incident, credential: credential.reveal() }];
    });
  }

  /** Stores the jobs that revoke keys or call the hook. */
  async function ask(
    transaction: Transaction<Tables>,
    { report }: ExaminedChange,
    subject: Subject & { readonly rules: RevocationRules },
    asked: readonly AskedKey[],
  ): Promise<void> {
    if (asked.length === 0) return;
    for (const { incident } of asked) await wait(transaction, incident.id, subject);
    const jobs = asked.map(({ key, incident, credential }): NewJob => {
      const id = respondJobId(report.change.owner, key.fingerprint);
      const request = buildHookRequest(key, report.change, credential);
      const { turn } = subject;
      const { type: revocation, ...grace } = revocationFor(key, subject.rules);
      const { pushedAt } = report.change;
      const pushed = pushedAt === undefined ? {} : { pushedAt };
      const respond: RespondPayload = { incident: incident.id, request, revocation, turn, ...grace, ...pushed };
      // A job that ended without an answer (its seal was lost, or the hook was not configured) does not count as one. A
      // job that is already stored is calling the hook or about to finish, and reports the result itself.
      return { queue: "respond", id, key: id, payload: respond, turn, afresh: true };
    });
    const added = await queue.add(transaction, jobs);
    const pending = asked.filter(({ key }) => added.has(respondJobId(report.change.owner, key.fingerprint)));
    const response: KeyResponse = { result: "pending", message: null, at: new Date().toISOString() };
    await recordResponse(
      transaction,
      pending.map(({ incident }) => incident.id),
      response,
      "keyhawk",
    );
  }

  /** Whether Keyhawk may revoke a key without asking, and with which grace if that is not the operator's. */
  function revocationFor(
    key: KeyReport,
    rules: RevocationRules,
  ): { readonly type: "allowed" | "withheld"; readonly grace?: number } {
    const { mode } = settingsFor(options.revocation, rules, key);
    return mode === "proven" && mayBeRevoked(key) ? { type: "allowed", ...graceOf(rules, key) } : { type: "withheld" };
  }

  async function wait(transaction: Transaction<Tables>, incident: string, { waiting }: Subject): Promise<void> {
    if (waiting !== null) await awaitAnswer(transaction, seal, incident, waiting);
  }
}

/** The setting that raises each limit. */
const settings = { change: "`KEYHAWK_ASK_LIMIT`", author: "`KEYHAWK_ASK_LIMIT_AUTHOR`" } as const;

function summaryJob(summary: HookSummary, { turn }: Subject): NewJob {
  const id = jobId(summaryId(summary.data));
  const respond: RespondPayload = { summary };
  return { queue: "respond", id, key: id, payload: respond, turn };
}

/** A failed hook is called again on the next event about the key, not when an answer is shown. */
function isToBeAsked(response: KeyResponse | null, { occasion }: Subject): boolean {
  return response === null || response.result === "pending" || (response.result === "failed" && occasion === "new");
}
