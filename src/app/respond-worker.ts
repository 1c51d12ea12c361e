import type { Transaction } from "kysely";
import type { RevocationAttempt } from "../change/revocation-attempt.ts";
import { awaitAnswer, takeAwaiting } from "../incident/awaiting.ts";
import type { Database } from "../incident/database.ts";
import { recordDetails } from "../incident/details.ts";
import type { Job, Queue, Worker } from "../incident/job.ts";
import {
  forgetResponse,
  noteBrake,
  pendingIncidents,
  recordResponse,
  recordRevocation,
} from "../incident/responses.ts";
import type { Seal } from "../incident/seal.ts";
import { stateOf } from "../incident/states.ts";
import type { Tables } from "../incident/tables.ts";
import type { KeyResponse } from "../report/key-report.ts";
import { callHook, callHookWithSummary } from "../respond/hook/call.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { RevocationSettings } from "../respond/revoke/settings.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics/metrics.ts";
import {
  expiryJobId,
  type KeyPayload,
  orderJobId,
  type RespondPayload,
  respondJobId,
  type SummaryPayload,
} from "./payload.ts";
import { publishAgain, spreadState } from "./publication.ts";
import { revokeKey } from "./revoke-key.ts";

export interface RespondOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly hook: HookSettings | null;
  readonly revocation: RevocationSettings;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "reached">;
}

/** Seconds after which a key that is to expire is looked at again, at most: finished jobs are not stored for longer. */
const longestDelay = 7 * 86_400;

/**
 * Revokes one key or calls the revocation hook about it, stores what came of it, and has the changes that show the key
 * published again; or sends the hook the number of a change's keys that it is not called about.
 */
export function createRespondWorker(options: RespondOptions): Worker {
  const { database, hook, log, queue, revocation } = options;
  return {
    async run(job) {
      const payload = job.payload as RespondPayload;
      await ("summary" in payload ? sendSummary(payload, job) : respond(payload, job));
    },
    async giveUp(job, error) {
      const payload = job.payload as RespondPayload;
      if ("summary" in payload) {
        log.error(`The revocation hook failed for a day about ${nameOf(payload)}. ${error.message}`);
        return;
      }
      log.error(`Revocation failed for a day; ${nameOf(payload)}: revoke by hand. ${error.message}`);
      const message =
        hook === null
          ? "OpenAI could not be asked to revoke it for a day. Revoke the key by hand."
          : `The revocation hook failed for a day. ${error.message} Revoke the key by hand.`;
      const failed: KeyResponse = { result: hook === null ? "by-hand" : "failed", message, at: now() };
      const record = (transaction: Transaction<Tables>) =>
        recordResponse(transaction, [payload.incident], failed, hook?.url.host ?? "keyhawk");
      // A person may have it tried again: the changes that show the key wait for that.
      await store(payload.incident, record, "interim");
    },
    async lose(id) {
      for (const { id: incident, owner, fingerprint } of await pendingIncidents(database.tables)) {
        const ids = [respondJobId(owner, fingerprint), orderJobId(owner, fingerprint)];
        if (ids.includes(id)) await forget(incident);
      }
    },
  };

  async function sendSummary(payload: SummaryPayload, { signal }: Job): Promise<void> {
    if (hook === null) return log.info(`No revocation hook is configured any more for ${nameOf(payload)}.`);
    const result = await callHookWithSummary(hook, payload.summary, { signal });
    if (result.type === "failed") throw failedHook(payload, result.reason);
    log.info(`The revocation hook accepted ${nameOf(payload)}.`);
  }

  async function respond(payload: KeyPayload, { signal }: Job): Promise<void> {
    const { incident } = payload;
    const attempt = await revokeKey(payload, { database, settings: revocation }, signal);
    if (attempt !== null) log.info(`Revoking ${nameOf(payload)}: ${attempt.response.result}. ${attempt.detail}`);
    const ordered = payload.revocation === "ordered";
    const isLeft = attempt?.type === "left" || attempt?.type === "braked";
    if (attempt?.type === "done" || (isLeft && (ordered || hook === null))) return settle(payload, attempt);
    if (attempt?.type === "braked") {
      const { response, detail } = attempt;
      await database.tables
        .transaction()
        .execute((transaction) => noteBrake(transaction, incident, `${response.result}: ${detail}`));
    }
    if (ordered && attempt !== null) throw new Error(attempt.detail);
    if (hook === null) {
      if (attempt !== null) throw new Error(attempt.detail);
      log.info(`No revocation hook is configured any more, so none is called about ${nameOf(payload)}.`);
      return forget(incident);
    }
    const result = await callHook(hook, payload.request, { signal });
    if (result.type === "failed") throw failedHook(payload, result.reason);
    log.info(`The revocation hook answered ${result.answer.result} for ${nameOf(payload)}.`);
    measure(payload, result.answer.result);
    const response = { ...result.answer, at: now() };
    await store(incident, (transaction) => recordResponse(transaction, [incident], response, hook.url.host));
  }

  /** Stores what Keyhawk itself did. A key that expires is looked at again afterwards. */
  async function settle(
    payload: KeyPayload,
    { response, detail, details, expiresAt }: RevocationAttempt,
  ): Promise<void> {
    const { incident, request, turn } = payload;
    measure(payload, response.result);
    const record = async (transaction: Transaction<Tables>) => {
      await recordRevocation(transaction, incident, response, detail);
      if (details !== null) await recordDetails(transaction, incident, details);
      if (expiresAt === null || turn === undefined) return;
      const { owner, fingerprint } = request.data;
      const seconds = Math.max(Math.ceil((Date.parse(expiresAt) - Date.now()) / 1000), 0) + 2;
      const id = expiryJobId(owner, fingerprint, now());
      const key = respondJobId(owner, fingerprint);
      const delay = Math.min(seconds, longestDelay);
      await queue.add(transaction, [{ queue: "respond", id, key, payload, turn, delay }]);
    };
    await store(incident, record, expiresAt === null ? "final" : "interim");
  }

  function measure({ pushedAt }: KeyPayload, result: KeyResponse["result"]): void {
    options.metrics.reached("responded", pushedAt);
    if (result === "revoked") options.metrics.reached("dead", pushedAt);
  }

  /** Removes the record of a call that was not made: the next event that shows the key may make it. */
  async function forget(incident: string): Promise<void> {
    await store(incident, (transaction) => forgetResponse(transaction, incident, "The hook was not called."));
  }

  /** @param state `interim`: the changes that show the key wait for a further answer */
  async function store(
    incident: string,
    record: (transaction: Transaction<Tables>) => Promise<void>,
    state: "final" | "interim" = "final",
  ): Promise<void> {
    await database.tables.transaction().execute(async (transaction) => {
      const before = await stateOf(transaction, incident);
      await record(transaction);
      const waiting = await takeAwaiting(transaction, options.seal, incident);
      for (const change of waiting) {
        await publishAgain(transaction, options, change.key, change.payload);
        if (state === "interim") await awaitAnswer(transaction, options.seal, incident, change);
      }
      if ((await stateOf(transaction, incident)) === before) return;
      await spreadState(transaction, queue, [incident], new Set(waiting.map(({ key }) => key)));
    });
  }

  function failedHook(payload: RespondPayload, reason: string): Error {
    log.warn(`The revocation hook failed for ${nameOf(payload)} and is called again later. ${reason}`);
    return new Error(reason);
  }
}

/** The name in log lines of what is responded to. */
function nameOf(payload: RespondPayload): string {
  if ("request" in payload) return `${payload.request.data.masked} of ${payload.request.data.owner}`;
  const { repository, unasked, keys } = payload.summary.data;
  return `the summary of ${unasked} of ${keys} keys in ${repository}`;
}

function now(): string {
  return new Date().toISOString();
}
