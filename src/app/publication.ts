import { randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import type { PublishableChange } from "../change/publish.ts";
import type { PullRequestName } from "../github/pull.ts";
import { addUnlessWaiting } from "../incident/add-unless-waiting.ts";
import type { Queue } from "../incident/job.ts";
import { lockExisting, storeReport } from "../incident/reported-change.ts";
import type { Seal } from "../incident/seal.ts";
import { pullsShowing } from "../incident/shown-in.ts";
import type { Tables } from "../incident/tables.ts";
import type { Turn } from "../incident/turn.ts";
import { addAlertJobs } from "./alerts/resolve-alerts.ts";
import { type ChangePayload, jobKey, type PublishPayload, pullPayload, turnOf } from "./payload.ts";

/** The part of an examined change that is stored for publishing. Holds no raw key. */
export interface ReportedChange extends PublishableChange {
  readonly turn: Turn;
  /** The name of the change in log lines. */
  readonly name: string;
  /** `external_id` of its check run. */
  readonly externalId: string;
  /** The key shared by pull requests with the same head commit; null for a push. */
  readonly head: string | null;
  /** `throw` when the head commit was read, since GitHub's check runs will find it soon. */
  readonly unknownHead: "throw" | "report";
  readonly pull: PullRequestName | null;
  /** When the pull request was last updated according to its event, ISO 8601; null for a push. */
  readonly updatedAt: string | null;
  /** From which it is examined again when a button of its check run is pressed. Absent in reports of an earlier version. */
  readonly again?: ChangePayload;
}

export interface Publishing {
  readonly queue: Queue;
  readonly seal: Seal;
}

/** Seconds to wait for further answers, so that they are published together. */
const gathering = 1;

/** Stores the report to publish about a change, and the job that publishes it. */
export async function publishSoon(
  transaction: Transaction<Tables>,
  { queue, seal }: Publishing,
  key: string,
  reported: ReportedChange,
): Promise<void> {
  await storeReport(transaction, seal, key, reported);
  await addPublishJob(transaction, queue, key, reported.turn);
}

/**
 * Publishes a change again because an answer arrived. A job that is already waiting for it is enough: it reads the
 * answers when it starts. A change whose report was deleted is examined again from `payload`, that of an `examine` job.
 */
export async function publishAgain(
  transaction: Transaction<Tables>,
  { queue }: Pick<Publishing, "queue">,
  key: string,
  payload: unknown,
): Promise<void> {
  const examined = payload as ChangePayload;
  if (!(await lockExisting(transaction, key))) return examineAgain(transaction, queue, examined);
  await addPublishJob(transaction, queue, key, turnOf(examined), gathering);
}

/** Examines the newest state of a change, unless a job for it is already waiting. */
export async function examineAgain(
  transaction: Transaction<Tables>,
  queue: Queue,
  payload: ChangePayload,
): Promise<void> {
  const key = jobKey(payload.change);
  const job = { queue: "examine", id: randomUUID(), key, payload, turn: turnOf(payload) } as const;
  await addUnlessWaiting(transaction, queue, [job]);
}

/**
 * Has everything that shows a key follow the state of its incident, which changed elsewhere: pull requests are examined
 * again, and GitHub's alerts about a dead key are resolved.
 */
export async function spreadState(
  transaction: Transaction<Tables>,
  queue: Queue,
  incidents: readonly string[],
  except: ReadonlySet<string>,
): Promise<void> {
  for (const pull of await pullsShowing(transaction, incidents)) {
    const payload = pullPayload(pull);
    if (!except.has(jobKey(payload.change))) await examineAgain(transaction, queue, payload);
  }
  await addAlertJobs(transaction, queue, incidents);
}

async function addPublishJob(
  transaction: Transaction<Tables>,
  queue: Queue,
  key: string,
  turn: Turn,
  delay?: number,
): Promise<void> {
  const payload: PublishPayload = { change: key };
  const job = { queue: "publish", id: randomUUID(), key, payload, turn } as const;
  await addUnlessWaiting(transaction, queue, [delay === undefined ? job : { ...job, delay }]);
}
