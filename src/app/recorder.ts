import type { Transaction } from "kysely";
import type { Credential } from "../detect/credential.ts";
import { awaitAnswer } from "../incident/awaiting.ts";
import type { Database } from "../incident/database.ts";
import type { Queue } from "../incident/job.ts";
import type { Seal } from "../incident/seal.ts";
import { recordResponse, recordSighting } from "../incident/store.ts";
import type { Tables } from "../incident/tables.ts";
import { conclude } from "../policy/conclude.ts";
import type { Policy } from "../policy/policy.ts";
import type { ChangeReport, ChangeSummary } from "../report/change-report.ts";
import type { KeyReport, KeyResponse } from "../report/key-report.ts";
import { buildHookRequest } from "../respond/build-hook-request.ts";
import type { HookSettings } from "../respond/hook-settings.ts";
import { webhookId } from "../respond/webhook-id.ts";
import type { ScannedChange } from "../scan-change.ts";
import { type ChangePayload, changeKey, jobId, type RespondPayload } from "./payload.ts";

export interface RecorderOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly hook: HookSettings | null;
}

/**
 * Records what a scan found as incidents before anything is published: new keys get a job that calls the hook, stored
 * in the same transaction, and count as pending. Resolves to the report with the state of each key.
 * `again` is the payload with which the change is handled when an answer comes.
 */
export function createRecorder(
  options: RecorderOptions,
): (scanned: ScannedChange, policy: Policy, again: ChangePayload) => Promise<ChangeReport> {
  const { database, queue, seal, hook } = options;

  return async ({ report, findings }, policy, again) => {
    // A key of an earlier state is in no commit any more; its incident is there already.
    const seen = report.keys.filter((key) => !key.earlier);
    if (seen.length === 0) return report;
    const raw = new Map(findings.map(({ credential }) => [credential.fingerprint, credential]));
    const responses = await database.tables.transaction().execute(async (transaction) => {
      const answers = new Map<string, KeyResponse>();
      // In one order everywhere, so that two changes with the same keys do not lock each other out.
      for (const key of seen.toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))) {
        const credential = raw.get(key.fingerprint) ?? null;
        const response = await recordKey(transaction, key, report.change, again, credential);
        if (response !== null) answers.set(key.fingerprint, response);
      }
      return answers;
    });
    const keys = report.keys.map((key) => ({ ...key, response: responses.get(key.fingerprint) ?? key.response }));
    // An answer may have come since the scan began.
    return { ...report, keys, conclusion: conclude(keys, report.coverage, policy) };
  };

  async function recordKey(
    transaction: Transaction<Tables>,
    key: KeyReport,
    change: ChangeSummary,
    again: ChangePayload,
    credential: Credential | null,
  ): Promise<KeyResponse | null> {
    const { owner, repo } = change;
    const incident = await recordSighting(transaction, owner, `${owner}/${repo}`, key);
    const { response } = incident;
    const unanswered = response === null || response.result === "failed";
    if (hook === null || key.ignored !== null || credential === null) return response;
    if (!unanswered && response.result !== "pending") return response;
    await awaitAnswer(transaction, seal, incident.id, { key: changeKey(again.change), payload: again });
    const pending: KeyResponse = { result: "pending", message: null, at: new Date().toISOString() };
    const payload: RespondPayload = {
      incident: incident.id,
      request: buildHookRequest(key, change, credential.reveal()),
    };
    const id = jobId(webhookId(owner, key.fingerprint));
    // A job that ended without an answer (its seal was lost, or the hook was not configured) is no answer.
    const added = await queue.add(transaction, { queue: "respond", id, key: id, payload, afresh: true });
    if (!unanswered && !added) return response;
    await recordResponse(transaction, incident.id, pending, "keyhawk");
    return pending;
  }
}
