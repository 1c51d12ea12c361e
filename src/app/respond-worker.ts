import { takeAwaiting } from "../incident/awaiting.ts";
import type { Database } from "../incident/database.ts";
import type { Job, Queue, Worker } from "../incident/job.ts";
import { forgetResponse, pendingIncidents, recordResponse } from "../incident/responses.ts";
import type { Seal } from "../incident/seal.ts";
import type { KeyResponse } from "../report/key-report.ts";
import { callHook } from "../respond/hook/call.ts";
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

/** Calls the revocation hook about one key, stores its answer, and has the changes that show the key published again. */
export function createRespondWorker(options: RespondOptions): Worker {
  const { hook, log } = options;
  return {
    async run(job) {
      const { request } = job.payload as RespondPayload;
      const { masked, owner } = request.data;
      if (hook === null) {
        log.info(`No revocation hook is configured any more, so none is called about ${masked} of ${owner}.`);
        return finish(job, null);
      }
      const result = await callHook(hook, request, { signal: job.signal });
      if (result.type === "failed") {
        log.warn(`The revocation hook failed for ${masked} of ${owner} and is called again later. ${result.reason}`);
        throw new Error(result.reason);
      }
      log.info(`The revocation hook answered ${result.answer.result} for ${masked} of ${owner}.`);
      await finish(job, { ...result.answer, at: now() });
    },
    async giveUp(job, error) {
      const { masked, owner } = (job.payload as RespondPayload).request.data;
      log.error(
        `The revocation hook failed for a day; ${masked} of ${owner} must be revoked by hand. ${error.message}`,
      );
      const message = `The revocation hook could not be reached. ${error.message} Revoke the key by hand.`;
      await finish(job, { result: "failed", message, at: now() });
    },
    async lose(id) {
      const { tables } = options.database;
      for (const { id: incident, owner, fingerprint } of await pendingIncidents(tables)) {
        if (respondJobId(owner, fingerprint) === id) await store(incident, null);
      }
    },
  };

  async function finish(job: Job, response: KeyResponse | null): Promise<void> {
    await store((job.payload as RespondPayload).incident, response);
  }

  /** Stores the answer; null: nobody was asked, and somebody may be when the key is seen again. */
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

function now(): string {
  return new Date().toISOString();
}
