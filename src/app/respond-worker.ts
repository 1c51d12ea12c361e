import { takeAwaiting } from "../incident/awaiting.ts";
import type { Database } from "../incident/database.ts";
import type { Job, Queue, Worker } from "../incident/job.ts";
import type { Seal } from "../incident/seal.ts";
import { recordResponse } from "../incident/store.ts";
import type { KeyResponse } from "../report/key-report.ts";
import { callHook } from "../respond/hook.ts";
import type { HookSettings } from "../respond/hook-settings.ts";
import { handleAgain } from "./handle-again.ts";
import type { Log } from "./log.ts";
import type { RespondPayload } from "./payload.ts";

export interface RespondOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly hook: HookSettings | null;
  readonly log: Log;
}

/** Calls the revocation hook about one key, stores what it says, and has the changes that show the key told anew. */
export function createRespondWorker(options: RespondOptions): Worker {
  const { hook, log } = options;
  return {
    async run(job) {
      const { request } = job.payload as RespondPayload;
      const { masked, owner } = request.data;
      if (hook === null) {
        log.warn(`The hook was to be called about ${masked} of ${owner}, but none is configured any more.`);
        return finish(job, { result: "failed", message: "No revocation hook is configured any more.", at: now() });
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
  };

  async function finish(job: Job, response: KeyResponse): Promise<void> {
    const { incident } = job.payload as RespondPayload;
    await options.database.tables.transaction().execute(async (transaction) => {
      await recordResponse(transaction, incident, response, hook?.url.host ?? "keyhawk");
      for (const { key, payload } of await takeAwaiting(transaction, options.seal, incident)) {
        await handleAgain(transaction, options.queue, key, payload);
      }
    });
  }
}

function now(): string {
  return new Date().toISOString();
}
