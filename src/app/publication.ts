import { randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import type { PublishableChange } from "../change/publish.ts";
import type { PullRequestName } from "../github/pull.ts";
import type { Queue } from "../incident/job.ts";
import { lockExisting, storeReport } from "../incident/reported-change.ts";
import type { Seal } from "../incident/seal.ts";
import type { Tables } from "../incident/tables.ts";
import type { Turn } from "../incident/turn.ts";
import { type ChangePayload, changeKey, type PublishPayload, turnOf } from "./payload.ts";

/** What is stored of an examined change to publish it. Holds no raw key. */
export interface ReportedChange extends PublishableChange {
  readonly turn: Turn;
  /** How a log line calls the change. */
  readonly name: string;
  /** `external_id` of its check run. */
  readonly externalId: string;
  /** What pull requests with the same head commit have in common; null for a push. */
  readonly head: string | null;
  /** `throw` where the head commit was read: GitHub's check runs will know it soon. */
  readonly unknownHead: "throw" | "report";
  readonly pull: PullRequestName | null;
  /** When the pull request was last updated as far as its event knows, ISO 8601; null for a push. */
  readonly updatedAt: string | null;
}

export interface Publishing {
  readonly queue: Queue;
  readonly seal: Seal;
}

/** Seconds in which further answers come, which are published together. */
const gathering = 1;

/** Stores what is to be published about a change, and the job that does it. */
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
 * Has a change published again because an answer came. When a job for it waits already it is enough: it reads the
 * answers when it begins. A change whose report is gone is examined again from `payload`, that of an `examine` job.
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

/** Has the newest state of a change examined, unless a job for it waits already. */
export async function examineAgain(
  transaction: Transaction<Tables>,
  queue: Queue,
  payload: ChangePayload,
): Promise<void> {
  const key = changeKey(payload.change);
  if (await queue.isWaiting(transaction, "examine", key)) return;
  const job = { queue: "examine", id: randomUUID(), key, payload, turn: turnOf(payload) } as const;
  await queue.add(transaction, [job]);
}

async function addPublishJob(
  transaction: Transaction<Tables>,
  queue: Queue,
  key: string,
  turn: Turn,
  delay?: number,
): Promise<void> {
  if (await queue.isWaiting(transaction, "publish", key)) return;
  const payload: PublishPayload = { change: key };
  const job = { queue: "publish", id: randomUUID(), key, payload, turn } as const;
  await queue.add(transaction, [delay === undefined ? job : { ...job, delay }]);
}
