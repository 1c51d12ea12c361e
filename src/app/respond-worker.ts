import { takeAwaiting } from "../incident/awaiting.ts";
import type { Database } from "../incident/database.ts";
import type { Queue, Worker } from "../incident/job.ts";
import { forgetResponse, pendingIncidents, recordResponse } from "../incident/responses.ts";
import type { Seal } from "../incident/seal.ts";
import type { KeyResponse } from "../report/key-report.ts";
import { callHook, callHookWithSummary } from "../respond/hook/call.ts";
import type { HookSettings } from "../respond/hook/settings.ts";
import type { Log } from "./log.ts";
import { type RespondPayload, respondJobId } from "./payload.ts";
import { publishAgain } from "./publication.ts";

export interface RespondOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly hook: HookSettings | null;
  readonly log: Log;
}

/**
 * Calls the revocation hook about one key, stores its answer, and has the changes that show the key published again; or
 * sends the hook the number of a change's keys that it is not called about.
 */
export function createRespondWorker(options: RespondOptions): Worker {
  const { hook, log } = options;
  return {
    async run(job) {
      const payload = job.payload as RespondPayload;
      if (hook === null) {
        log.info(`No revocation hook is configured any more, so none is called about ${nameOf(payload)}.`);
        if ("request" in payload) await store(payload.incident, null);
        return;
      }
      const { signal } = job;
      const result =
        "summary" in payload
          ? await callHookWithSummary(hook, payload.summary, { signal })
          : await callHook(hook, payload.request, { signal });
      if (result.type === "failed") {
        log.warn(`The revocation hook failed for ${nameOf(payload)} and is called again later. ${result.reason}`);
        throw new Error(result.reason);
      }
      if ("summary" in payload) return log.info(`The revocation hook accepted ${nameOf(payload)}.`);
      log.info(`The revocation hook answered ${result.answer.result} for ${nameOf(payload)}.`);
      await store(payload.incident, { ...result.answer, at: now() });
    },
    async giveUp(job, error) {
      const payload = job.payload as RespondPayload;
      log.error(`The revocation hook failed for a day; ${nameOf(payload)}: revoke by hand. ${error.message}`);
      if ("summary" in payload) return;
      const message = `The revocation hook could not be reached. ${error.message} Revoke the key by hand.`;
      await store(payload.incident, { result: "failed", message, at: now() });
    },
    async lose(id) {
      const { tables } = options.database;
      for (const { id: incident, owner, fingerprint } of await pendingIncidents(tables)) {
        if (respondJobId(owner, fingerprint) === id) await store(incident, null);
      }
    },
  };

  /** Stores the answer; null: no request was made, and the hook may be called when the key is seen again. */
  async function store(incident: string, response: KeyResponse | null): Promise<void> {
    await options.database.tables.transaction().execute(async (transaction) => {
      if (response === null) await forgetResponse(transaction, incident, "The hook was not called.");
      else await recordResponse(transaction, [incident], response, hook?.url.host ?? "keyhawk");
      for (const { key, payload } of await takeAwaiting(transaction, options.seal, incident)) {
        await publishAgain(transaction, options, key, payload);
      }
    });
  }
}

/** The name in log lines of what the hook is called about. */
function nameOf(payload: RespondPayload): string {
  if ("request" in payload) return `${payload.request.data.masked} of ${payload.request.data.owner}`;
  const { repository, unasked, keys } = payload.summary.data;
  return `the summary of ${unasked} of ${keys} keys in ${repository}`;
}

function now(): string {
  return new Date().toISOString();
}
