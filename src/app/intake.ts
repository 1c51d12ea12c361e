import * as z from "zod";
import { maskKeys } from "../detect/mask-keys.ts";
import { changeFromEvent } from "../github/change-from-event.ts";
import { textFromEvent } from "../github/text/text-from-event.ts";
import type { Database } from "../incident/database.ts";
import { gather } from "../incident/gather.ts";
import type { NewJob, Queue } from "../incident/job.ts";
import { mayHoldKey } from "../source/relevance.ts";
import { alertFromEvent, alertKey, alertTurn } from "./alerts/alert-event.ts";
import { commandFromEvent } from "./commands/command-event.ts";
import { createLifecycle } from "./history/lifecycle.ts";
import { withOrigin } from "./job-origin.ts";
import type { Log } from "./log.ts";
import { type ChangePayload, changeName, jobId, jobKey, turnOf } from "./payload.ts";
import type { Delivery } from "./receiver.ts";
import { type TextPayload, textKey, textTurn } from "./texts/payload.ts";
import { type WikiPayload, wikiEditFrom, wikiKey, wikiTurn } from "./wiki/wiki-edit.ts";

/** GitHub's names of the events that Keyhawk handles. */
export const handledEvents = [
  ...(["push", "pull_request", "merge_group", "check_run"] as const),
  ...(["issues", "issue_comment", "commit_comment", "release"] as const),
  ...(["pull_request_review", "pull_request_review_comment", "discussion", "discussion_comment"] as const),
  ...(["gollum", "secret_scanning_alert", "secret_scanning_alert_location"] as const),
  ...(["installation", "installation_repositories", "repository", "ping"] as const),
] as const;

type HandledEvent = (typeof handledEvents)[number];

/** Takes webhooks. */
export interface Intake {
  /**
   * Resolves when the jobs of an event are stored, and rejects when one could not be stored. A delivery that arrives twice
   * is one job. An event that Keyhawk does not handle is ignored.
   */
  take(delivery: Delivery): Promise<void>;
}

const installed = z.object({ installation: z.object({ id: z.int() }) });

/** The most deliveries that are stored in one transaction. */
const mostTogether = 250;

type Taker = (delivery: Delivery) => Promise<void>;

/** Turns events into stored jobs. */
export function createIntake(database: Database, queue: Queue, log: Log): Intake {
  const addTogether = gather(mostTogether, async (jobs: readonly NewJob[]) => {
    const added = await database.tables.transaction().execute((transaction) => queue.add(transaction, jobs));
    return jobs.map(({ id }) => added.has(id));
  });
  // Jobs of several deliveries are stored together, and each has its own origin.
  const isNew = (job: NewJob) => addTogether(withOrigin(job));
  const lifecycle = createLifecycle(database, queue, log);
  const takers: Readonly<Record<HandledEvent, readonly Taker[]>> = {
    ...{ push: [change], pull_request: [change], merge_group: [change], check_run: [command] },
    ...{ issues: [text], issue_comment: [command, text], commit_comment: [text], release: [text] },
    ...{ pull_request_review: [text], pull_request_review_comment: [text] },
    ...{ discussion: [text], discussion_comment: [text], gollum: [wiki] },
    ...{ secret_scanning_alert: [alert], secret_scanning_alert_location: [alert] },
    ...{ installation: [lifecycle], installation_repositories: [lifecycle], repository: [lifecycle], ping: [ping] },
  };
  const isHandled = (name: string): name is HandledEvent => Object.hasOwn(takers, name);
  return {
    async take(delivery) {
      const { name } = delivery;
      if (!isHandled(name)) return;
      const stored = Promise.all(takers[name].map((take) => take(delivery)));
      queue.hold(stored);
      await stored;
    },
  };

  async function change({ id, name, payload }: Delivery): Promise<void> {
    const change = changeFromEvent(name, payload);
    if (change.type === "none") {
      log.info(`Nothing to do for the ${name} ${id}: ${maskKeys(change.reason)}`);
      return;
    }
    const { data } = installed.safeParse(payload);
    if (data === undefined) {
      log.warn(`The ${name} ${id} names no installation: it was sent by a repository's own webhook, not the App's.`);
      return;
    }
    const job: ChangePayload = { installation: data.installation.id, change, again: false };
    const stored = await isNew({
      queue: "examine",
      id: jobId(id),
      key: jobKey(change),
      payload: job,
      turn: turnOf(job),
    });
    log.info(stored ? `Queued ${changeName(change)} (delivery ${id}).` : `The delivery ${id} was already received.`);
  }

  async function command({ id: delivery, name, payload }: Delivery): Promise<void> {
    const command = commandFromEvent(delivery, name, payload);
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
    if (stored)
      log.info(`Queued \`${command.command.type}\` by ${command.by} in ${owner}/${repo} (delivery ${delivery}).`);
  }

  async function text({ id: delivery, name, payload }: Delivery): Promise<void> {
    const { data } = installed.safeParse(payload);
    const text = textFromEvent(name, payload);
    if (data === undefined || !text?.parts.some((part) => mayHoldKey(Buffer.from(part)))) return;
    const job: TextPayload = { text, installation: data.installation.id };
    // The same delivery can also be a command.
    const id = jobId(`${delivery}:text`);
    const stored = await isNew({ queue: "examine", id, key: textKey(text), payload: job, turn: textTurn(job) });
    if (stored) log.info(`Queued a text (${text.kind}) of ${text.owner}/${text.repo} (delivery ${delivery}).`);
  }

  async function wiki({ id: delivery, payload }: Delivery): Promise<void> {
    const wiki = wikiEditFrom(payload);
    if (wiki === null) return;
    const { owner, repo, installation } = wiki.history;
    const job: WikiPayload = { wiki, installation };
    const id = jobId(delivery);
    const stored = await isNew({ queue: "examine", id, key: wikiKey(wiki), payload: job, turn: wikiTurn(wiki) });
    if (stored) log.info(`Queued the wiki of ${owner}/${repo} (delivery ${delivery}).`);
  }

  async function alert({ id: delivery, payload }: Delivery): Promise<void> {
    const job = alertFromEvent(payload);
    if (job === null) return;
    const { owner, repo, number } = job.alert;
    const id = jobId(delivery);
    const stored = await isNew({ queue: "examine", id, key: alertKey(job.alert), payload: job, turn: alertTurn(job) });
    if (stored) log.info(`Queued the secret scanning alert ${number} of ${owner}/${repo} (delivery ${delivery}).`);
  }

  async function ping(): Promise<void> {
    log.info("Received GitHub's ping: webhooks arrive.");
  }
}
