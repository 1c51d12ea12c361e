import * as z from "zod";
import { maskKeys } from "../detect/mask-keys.ts";
import { changeFromEvent } from "../github/change-from-event.ts";
import { textFromEvent } from "../github/text/text-from-event.ts";
import type { Database } from "../incident/database.ts";
import { gather } from "../incident/gather.ts";
import type { NewJob, Queue } from "../incident/job.ts";
import { mayHoldKey } from "../source/relevance.ts";
import { commandFromEvent } from "./commands/command-event.ts";
import { createLifecycle } from "./history/lifecycle.ts";
import type { Log } from "./log.ts";
import { type ChangePayload, changeName, jobId, jobKey, turnOf } from "./payload.ts";
import { type TextPayload, textKey, textTurn } from "./texts/payload.ts";

/**
 * The handler of each event. Its promise resolves when the event's job is stored, and rejects when it could not be
 * stored.
 */
export interface Intake {
  /** Stores the job for a push or pull request. A delivery that arrives twice is one job. */
  change(delivery: string, event: string, payload: unknown): Promise<void>;
  /** Stores the job for a command in a comment or a button of a check run. */
  command(delivery: string, event: string, payload: unknown): Promise<void>;
  /** Stores the job for a text that is in no commit, unless it cannot hold a key. */
  text(delivery: string, event: string, payload: unknown): Promise<void>;
  /** Follows what happens to an installation or a repository. */
  lifecycle(delivery: string, event: string, payload: unknown): Promise<void>;
  ping(): Promise<void>;
}

const installed = z.object({ installation: z.object({ id: z.int() }) });

/** The most deliveries that are stored in one transaction. */
const mostTogether = 250;

/** Turns events into stored jobs. */
export function createIntake(database: Database, queue: Queue, log: Log): Intake {
  const isNew = gather(mostTogether, async (jobs: readonly NewJob[]) => {
    const added = await database.tables.transaction().execute((transaction) => queue.add(transaction, jobs));
    return jobs.map(({ id }) => added.has(id));
  });
  return {
    async change(delivery, event, payload) {
      const change = changeFromEvent(event, payload);
      if (change.type === "none") {
        log.info(`Nothing to do for the ${event} ${delivery}: ${maskKeys(change.reason)}`);
        return;
      }
      const { data } = installed.safeParse(payload);
      if (data === undefined) {
        log.warn(
          `The ${event} ${delivery} names no installation: it was sent by a repository's own webhook, not the App's.`,
        );
        return;
      }
      const job: ChangePayload = { installation: data.installation.id, change, again: false };
      const stored = await isNew({
        queue: "examine",
        id: jobId(delivery),
        key: jobKey(change),
        payload: job,
        turn: turnOf(job),
      });
      log.info(stored ? `Queued ${changeName(change)}.` : `The delivery ${delivery} was already received.`);
    },
    async command(delivery, event, payload) {
      const command = commandFromEvent(delivery, event, payload);
      if (command === null) return;
      const { owner, repo, installation, origin, subject, id } = command;
      const about =
        subject.type === "check-run" ? subject.externalId : `${owner}/${repo}#${subject.number}`.toLowerCase();
      const stored = await isNew({
        queue: "examine",
        id: jobId(id),
        // Not the key of the change: whoever asks whether that is about to be examined again must not find a command.
        key: `${about}:command`,
        payload: command,
        turn: { installation, repository: `${owner}/${repo}`, origin },
      });
      if (stored) log.info(`Queued \`${command.command.type}\` by ${command.by} in ${owner}/${repo}.`);
    },
    async text(delivery, event, payload) {
      const { data } = installed.safeParse(payload);
      const text = textFromEvent(event, payload);
      if (data === undefined || !text?.parts.some((part) => mayHoldKey(Buffer.from(part)))) return;
      const job: TextPayload = { text, installation: data.installation.id };
      // The same delivery can also be a command.
      const id = jobId(`${delivery}:text`);
      const stored = await isNew({ queue: "examine", id, key: textKey(text), payload: job, turn: textTurn(job) });
      if (stored) log.info(`Queued a text (${text.kind}) of ${text.owner}/${text.repo}.`);
    },
    lifecycle: createLifecycle(database, queue, log),
    async ping() {
      log.info("Received GitHub's ping: webhooks arrive.");
    },
  };
}
