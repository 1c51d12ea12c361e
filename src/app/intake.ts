import * as z from "zod";
import { maskKeys } from "../detect/mask-keys.ts";
import { changeFromEvent } from "../github/change-from-event.ts";
import type { Database } from "../incident/database.ts";
import type { Queue } from "../incident/job.ts";
import type { Log } from "./log.ts";
import { type ChangePayload, changeKey, changeName, jobId } from "./payload.ts";
import type { Delivery } from "./receiver.ts";

const installed = z.object({ installation: z.object({ id: z.int() }) });
const lifecycle = z.object({
  action: z.string().optional(),
  installation: z.object({ account: z.object({ login: z.string() }) }),
});

/**
 * Turns webhooks into stored jobs. What it resolves to is for GitHub's list of deliveries; when it resolves, the work
 * is durable. A delivery that comes twice is one job.
 */
export function createIntake(database: Database, queue: Queue, log: Log): (delivery: Delivery) => Promise<string> {
  return async ({ id, event, payload }) => {
    switch (event) {
      case "push":
      case "pull_request":
        return storeChange(id, event, payload);
      case "ping":
        log.info("GitHub says ping: webhooks arrive.");
        return "Pong.";
      case "installation":
      case "installation_repositories":
        log.info(installationNews(event, payload));
        return "Noted.";
      default:
        log.info(`The event ${event} is not one that Keyhawk handles.`);
        return "Not handled.";
    }
  };

  async function storeChange(delivery: string, event: string, payload: unknown): Promise<string> {
    const change = changeFromEvent(event, payload);
    if (change.type === "none") {
      log.info(`Nothing to do for the ${event} ${delivery}: ${maskKeys(change.reason)}`);
      return "Nothing to do.";
    }
    const { data } = installed.safeParse(payload);
    if (data === undefined) {
      log.warn(
        `The ${event} ${delivery} names no installation: it was sent by a repository's own webhook, not the App's.`,
      );
      return "Not sent on behalf of an installation.";
    }
    const job: ChangePayload = { installation: data.installation.id, change, again: false };
    const stored = await database.tables
      .transaction()
      .execute((transaction) =>
        queue.add(transaction, { queue: "change", id: jobId(delivery), key: changeKey(change), payload: job }),
      );
    log.info(stored ? `Queued ${changeName(change)}.` : `The delivery ${delivery} was here before.`);
    return stored ? "Queued." : "Received before.";
  }
}

function installationNews(event: string, payload: unknown): string {
  const { data } = lifecycle.safeParse(payload);
  const owner = data?.installation.account.login ?? "an unknown account";
  return `${event === "installation" ? "Installation" : "Repositories of the installation"} of ${owner}: ${data?.action ?? "changed"}.`;
}
