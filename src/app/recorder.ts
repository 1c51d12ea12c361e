import type { Transaction } from "kysely";
import { admitOnly, askableKeys, countUnasked } from "../change/admit.ts";
import type { ExaminedChange } from "../change/examine.ts";
import { isSilent } from "../change/publish.ts";
import { mayBeRevoked } from "../change/revoke.ts";
import { verifyChange } from "../change/verify.ts";
import type { Change } from "../github/change.ts";
import { headOf } from "../github/read/read-change.ts";
import { type AskingBounds, admitKeys } from "../incident/asked-keys.ts";
import { awaitAnswer } from "../incident/awaiting.ts";
import type { Database } from "../incident/database.ts";
import type { NewJob, Queue } from "../incident/job.ts";
import { isUnpublished } from "../incident/publication.ts";
import { noteExamined } from "../incident/pull-requests.ts";
import { recordResponse, responsesOf } from "../incident/responses.ts";
import type { Seal } from "../incident/seal.ts";
import { noteShownIn } from "../incident/shown-in.ts";
import { lockIncidents, type RecordedIncident, recordSightings } from "../incident/sightings.ts";
import { closedByHand } from "../incident/states.ts";
import { recordStatus } from "../incident/status.ts";
import type { Tables } from "../incident/tables.ts";
import { withKeys } from "../report/change-report.ts";
import { presentResponse } from "../report/combine-known.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { buildHookRequest, buildHookSummary } from "../respond/hook/build-request.ts";
import type { HookSummary } from "../respond/hook/request.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import { summaryId } from "../respond/hook/webhook-id.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { withResponse } from "./answers.ts";
import {
  type ChangePayload,
  changeKey,
  changeName,
  checkId,
  headKey,
  jobId,
  pullPayload,
  type RespondPayload,
  respondJobId,
  stateDigest,
  turnOf,
} from "./payload.ts";
import { examineAgain, publishSoon, refreshShowing } from "./publication.ts";

export interface RecorderOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly hook: HookSettings | null;
  readonly verification: VerificationSettings;
  readonly revocation: RevocationSettings;
  /** Limits on the keys that OpenAI and the hook are asked about. */
  readonly bounds: AskingBounds;
}

interface AskedKey {
  readonly key: KeyReport;
  readonly incident: RecordedIncident;
  readonly credential: string;
}

/** The most keys that are recorded in one transaction, so that other work does not wait long for the database. */
const keysPerTransaction = 200;

/**
 * Records the findings of a change as incidents. Each new key gets a job that revokes it or calls the hook; these jobs are stored in
 * one transaction with the report that shows the keys as pending and the job that publishes it. Keys are verified
 * before that, if verification is on, and the hook is not called for a dead one. Resolves to the change with the state
 * of each key.
 */
export function createRecorder(
  options: RecorderOptions,
): (examined: ExaminedChange, payload: ChangePayload) => Promise<ExaminedChange> {
  const { database, queue, seal, hook, bounds } = options;
  const revokes = options.revocation.mode === "proven";

  return async (examined, payload) => {
    const { admitted, summary } = await admit(examined, payload);
    const verified = await verifyChange(admitted, options.verification);
    const { report, policy } = verified;
    const { owner } = report.change;
    const remembered = new Map(examined.report.keys.map((key) => [key.fingerprint, key.statusFrom]));
    // A status that a comment remembers is not proof.
    const isVerified = ({ fingerprint, statusFrom }: KeyReport) =>
      statusFrom !== undefined && statusFrom !== remembered.get(fingerprint);
    // A key of an earlier state is no longer in any commit, and has an incident already. An ignored key opens none,
    // unless it was just found alive.
    const counted = (key: KeyReport) => key.ignored === null || (key.status === "live" && isVerified(key));
    const seen = report.keys.filter((key) => !key.earlier && counted(key));
    const incidents = await recordSeen(verified, seen);
    return database.tables.transaction().execute(async (transaction) => {
      const changed: string[] = [];
      // Locked in the order in which every transaction locks incidents.
      for (const key of seen.filter(isVerified).toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))) {
        const incident = incidents.get(key.fingerprint);
        if (incident === undefined) continue;
        const result = await recordStatus(transaction, incident.id, key, payload.again ? "again" : "new");
        if (result === "changed") changed.push(incident.id);
      }
      await noteShowing(transaction, payload, [...incidents.values()]);
      await refreshShowing(transaction, queue, changed, new Set([changeKey(payload.change)]));
      const fingerprints = report.keys.map(({ fingerprint }) => fingerprint);
      const closed = await closedByHand(transaction, owner, fingerprints);
      const open = seen.filter(({ fingerprint }) => !closed.has(fingerprint));
      const responded = hook === null ? (revokes ? open.filter(mayBeRevoked) : []) : open;
      const asked = await toBeAsked(transaction, verified, payload, responded);
      await ask(transaction, verified, payload, asked);
      if (hook !== null && summary !== null) await queue.add(transaction, [summaryJob(summary, payload)]);
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
        const isLost = hook === null && options.revocation.mode === "off" && response?.result === "pending";
        return withResponse(key, isLost ? null : response);
      });
      const recorded = { ...verified, report: withKeys(report, keys, policy) };
      await store(transaction, recorded, payload);
      return recorded;
    });
  };

  /**
   * The change with the raw values of the admitted keys only, so that thousands of made-up keys cause no requests. The
   * summary informs the hook of the others.
   */
  async function admit(
    examined: ExaminedChange,
    { change }: ChangePayload,
  ): Promise<{ readonly admitted: ExaminedChange; readonly summary: HookSummary | null }> {
    const fingerprints = askableKeys(examined).map(({ fingerprint }) => fingerprint);
    if (fingerprints.length === 0 || (hook === null && !revokes && options.verification.mode === "off")) {
      return { admitted: examined, summary: null };
    }
    const asking = { owner: change.owner, change: changeKey(change), author: change.author };
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
    payload: ChangePayload,
    seen: readonly KeyReport[],
  ): Promise<readonly AskedKey[]> {
    if (seen.length === 0) return [];
    const raw = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
    const alive = new Map(seen.filter(({ status }) => status !== "revoked").map((key) => [key.fingerprint, key]));
    const incidents = await lockIncidents(transaction, report.change.owner, [...alive.keys()]);
    for (const { id, response } of incidents) {
      // The change is published again when the key has expired.
      if (response?.result === "expiring") await awaitAnswer(transaction, seal, id, againOf(payload));
    }
    return incidents.flatMap((incident) => {
      const key = alive.get(incident.fingerprint);
      const credential = raw.get(incident.fingerprint);
      if (key === undefined || credential === undefined || !isToBeAsked(incident.response, payload)) return [];
      return [{ key, incident, credential: credential.reveal() }];
    });
  }

  /** Stores the jobs that revoke keys or call the hook. */
  async function ask(
    transaction: Transaction<Tables>,
    { report }: ExaminedChange,
    payload: ChangePayload,
    asked: readonly AskedKey[],
  ): Promise<void> {
    if (asked.length === 0) return;
    for (const { incident } of asked) await awaitAnswer(transaction, seal, incident.id, againOf(payload));
    const jobs = asked.map(({ key, incident, credential }): NewJob => {
      const id = respondJobId(report.change.owner, key.fingerprint);
      const request = buildHookRequest(key, report.change, credential);
      const turn = turnOf(payload);
      const revocation = mayBeRevoked(key) ? "allowed" : "withheld";
      const respond: RespondPayload = { incident: incident.id, request, revocation, turn };
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

  /** Stores the report to publish. After an event that arrived out of order, the newest state is examined instead. */
  async function store(
    transaction: Transaction<Tables>,
    recorded: ExaminedChange,
    payload: ChangePayload,
  ): Promise<void> {
    const { change, again } = payload;
    const order = change.type === "push" ? "in-order" : await noteExamined(transaction, change, stateOf(change));
    if (order === "late" && !again) return examineAgain(transaction, queue, { ...payload, again: true });
    const { report, policy, comments } = recorded;
    const publication = { externalId: checkId(change), head: headKey(change) };
    // An earlier push to the branch may still have a report to publish, so it is not replaced by nothing.
    if (!again && isSilent(recorded) && (await isUnpublished(transaction, publication))) return;
    await publishSoon(transaction, { queue, seal }, changeKey(change), {
      ...{ report, policy, comments, turn: turnOf(payload), name: changeName(change) },
      ...publication,
      unknownHead: headOf(change) === null ? "report" : "throw",
      again: change.type === "push" ? payload : pullPayload({ ...change, installation: payload.installation }),
      ...(change.type === "push"
        ? { pull: null, updatedAt: null }
        : {
            pull: { owner: change.owner, repo: change.repo, number: change.number },
            updatedAt: change.updatedAt,
          }),
    });
  }
}

/** The setting that raises each limit. */
const settings = { change: "`KEYHAWK_ASK_LIMIT`", author: "`KEYHAWK_ASK_LIMIT_AUTHOR`" } as const;

function summaryJob(summary: HookSummary, payload: ChangePayload): NewJob {
  const id = jobId(summaryId(summary.data));
  const respond: RespondPayload = { summary };
  return { queue: "respond", id, key: id, payload: respond, turn: turnOf(payload) };
}

/** Records that a pull request shows keys; the check of a push shows the state at the time of the push. */
async function noteShowing(
  transaction: Transaction<Tables>,
  { change, installation }: ChangePayload,
  incidents: readonly RecordedIncident[],
): Promise<void> {
  if (change.type === "push") return;
  const { owner, repo, number, fork } = change;
  await noteShownIn(
    transaction,
    { owner, repo, number, fork, installation },
    incidents.map(({ id }) => id),
  );
}

/** A failed hook is called again on the next event about the key, not when an answer is shown. */
function isToBeAsked(response: KeyResponse | null, { again }: ChangePayload): boolean {
  return response === null || response.result === "pending" || (response.result === "failed" && !again);
}

/** The change as it is stored until an answer arrives. */
function againOf(payload: ChangePayload): { readonly key: string; readonly payload: ChangePayload } {
  return { key: changeKey(payload.change), payload: { ...payload, again: true } };
}

function stateOf(change: Extract<Change, { type: "pull-request" }>) {
  return { updatedAt: change.updatedAt, digest: stateDigest(change) };
}
