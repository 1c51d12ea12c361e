import type { Transaction } from "kysely";
import type { ExaminedChange } from "../change/examine.ts";
import { verifyChange } from "../change/verify.ts";
import type { Credential } from "../detect/credential.ts";
import { awaitAnswer } from "../incident/awaiting.ts";
import type { Database } from "../incident/database.ts";
import type { Queue } from "../incident/job.ts";
import type { Seal } from "../incident/seal.ts";
import { recordResponse, recordSighting, recordStatus, responsesOf } from "../incident/store.ts";
import type { Tables } from "../incident/tables.ts";
import { type ChangeSummary, withKeys } from "../report/change-report.ts";
import { combineResponses, isAnswer } from "../report/combine-known.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { buildHookRequest } from "../respond/hook/build-request.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { VerificationSettings } from "../respond/verify/settings.ts";
import { type ChangePayload, changeKey, type RespondPayload } from "./payload.ts";
import { respondJobId } from "./respond-worker.ts";

export interface RecorderOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly hook: HookSettings | null;
  readonly verification: VerificationSettings;
}

/** How a change came to be handled. */
export interface Handling {
  /** Payload with which the change is handled when an answer comes. */
  readonly again: ChangePayload;
  /** `again`: to show an answer, or after an event that came late; a hook that failed is not asked once more then. */
  readonly occasion: "event" | "again";
}

interface SeenKey {
  readonly key: KeyReport;
  /** Null when the change shows the key no more. */
  readonly credential: Credential | null;
  /** True when its status was found out just now: what a comment remembers is no proof. */
  readonly verified: boolean;
}

/**
 * Records what a scan found as incidents before anything is published: new keys get a job that calls the hook, stored
 * in the same transaction, and count as pending. Resolves to the change with the state of each key. When keys are
 * verified, that is done first, and nobody is asked to revoke a dead one.
 */
export function createRecorder(
  options: RecorderOptions,
): (examined: ExaminedChange, handling: Handling) => Promise<ExaminedChange> {
  const { database, queue, seal, hook } = options;

  return async (examined, handling) => {
    const verified = await verifyChange(examined, options.verification);
    const { report, findings } = verified;
    const remembered = new Map(examined.report.keys.map((key) => [key.fingerprint, key.statusFrom]));
    const isVerified = ({ fingerprint, statusFrom }: KeyReport) =>
      statusFrom !== undefined && statusFrom !== remembered.get(fingerprint);
    // A key of an earlier state is in no commit any more; its incident is there already. An ignored one makes none,
    // unless it was found alive just now.
    const counted = (key: KeyReport) => key.ignored === null || (key.status === "live" && isVerified(key));
    const seen = report.keys.filter((key) => !key.earlier && counted(key));
    const forgotten = report.keys.filter((key) => key.earlier && key.response?.result === "pending");
    if (seen.length === 0 && forgotten.length === 0) return verified;
    const raw = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
    const responses = await database.tables.transaction().execute(async (transaction) => {
      const answers = new Map<string, KeyResponse | null>();
      // What a comment remembers as pending may be answered since, or asked of nobody any more.
      const known = forgotten.length === 0 ? answers : await responsesOf(transaction, report.change.owner);
      for (const { fingerprint } of forgotten) answers.set(fingerprint, known.get(fingerprint) ?? null);
      // In one order everywhere, so that two changes with the same keys do not lock each other out.
      for (const key of seen.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))) {
        const { fingerprint } = key;
        const credential = raw.get(fingerprint) ?? null;
        const verified = isVerified(key);
        const response = await recordKey(transaction, { key, credential, verified }, report.change, handling);
        answers.set(fingerprint, response);
      }
      return answers;
    });
    const keys = report.keys.map((key) => {
      const response = responses.get(key.fingerprint);
      if (response === undefined) return key;
      // A database that was set up anew has forgotten what our own comment still remembers.
      return { ...key, response: isAnswer(key.response) ? combineResponses(response, key.response) : response };
    });
    // An answer may have come since the scan began.
    return { ...verified, report: withKeys(report, keys, verified.policy) };
  };

  async function recordKey(
    transaction: Transaction<Tables>,
    { key, credential, verified }: SeenKey,
    change: ChangeSummary,
    { again, occasion }: Handling,
  ): Promise<KeyResponse | null> {
    const { owner, repo } = change;
    const incident = await recordSighting(transaction, owner, `${owner}/${repo}`, key);
    const { response } = incident;
    if (verified) await recordStatus(transaction, incident.id, key);
    // Its job ends without an answer.
    if (hook === null && response?.result === "pending") return null;
    if (hook === null || credential === null || key.status === "revoked") return response;
    const asks =
      response === null || response.result === "pending" || (response.result === "failed" && occasion === "event");
    if (!asks) return response;
    await awaitAnswer(transaction, seal, incident.id, { key: changeKey(again.change), payload: again });
    const pending: KeyResponse = { result: "pending", message: null, at: new Date().toISOString() };
    const payload: RespondPayload = {
      incident: incident.id,
      request: buildHookRequest(key, change, credential.reveal()),
    };
    const id = respondJobId(owner, key.fingerprint);
    // A job that ended without an answer (its seal was lost, or the hook was not configured) is no answer. One that is
    // there already is asking, or ends right now: it says itself what came of it.
    const added = await queue.add(transaction, { queue: "respond", id, key: id, payload, afresh: true });
    if (!added) return response;
    await recordResponse(transaction, incident.id, pending, "keyhawk");
    return pending;
  }
}
