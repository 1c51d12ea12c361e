import * as z from "zod";
import { Failure } from "../../failure.ts";
import { addUnlessWaiting } from "../../incident/add-unless-waiting.ts";
import type { Database } from "../../incident/database.ts";
import { type HistorySummary, historiesOf, setWaiting } from "../../incident/histories.ts";
import type { Queue } from "../../incident/job.ts";
import type { HistoryPart, HistoryState } from "../../incident/tables.ts";
import { scanJob } from "./payload.ts";

/** What `keyhawk history` asks for; checked again where it arrives through the App's socket. */
export const historyRequest = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("list-histories"),
    /** `owner/name`, in any case; absent for every history. */
    repository: z.string().min(1).max(1_000).optional(),
  }),
  z.object({
    action: z.literal("scan-histories"),
    /** `owner/name`, in any case; absent for every history that was not scanned. */
    repository: z.string().min(1).max(1_000).optional(),
  }),
]);

export type HistoryRequest = z.output<typeof historyRequest>;

/** A history as people and tools read it. Times are ISO 8601. */
export interface HistoryRecord {
  readonly repository: string;
  readonly part: HistoryPart;
  readonly visibility: "public" | "private";
  readonly state: HistoryState;
  readonly reason: string | null;
  /** Distinct keys that scans found. */
  readonly keys: number;
  /** Kilobytes, as GitHub says. */
  readonly size: number;
  /** Bytes that scans copied. */
  readonly bytes: number;
  /** Since when it waits, or waited last. */
  readonly queuedAt: string;
  readonly scannedAt: string | null;
}

/**
 * Does what is asked for. Resolves to the histories that were asked about, as they are afterwards. Throws a `Failure` when
 * there is no such repository.
 */
export async function answerHistoryRequest(
  { tables }: Pick<Database, "tables">,
  startQueue: () => Promise<Queue>,
  request: HistoryRequest,
): Promise<readonly HistoryRecord[]> {
  const { repository } = request;
  const filter = repository === undefined ? {} : { repository };
  const all = await historiesOf(tables, filter);
  if (repository !== undefined && all.length === 0) {
    throw new Failure("usage", `The App is not installed on ${repository}: see \`keyhawk history\`.`);
  }
  if (request.action === "list-histories") return all.map(recordOf);
  const chosen = all.filter(({ state }) => repository !== undefined || state === "not-scanned" || state === "failed");
  const queue = await startQueue();
  await tables.transaction().execute(async (transaction) => {
    await setWaiting(transaction, chosen, new Date());
    await addUnlessWaiting(transaction, queue, chosen.map(scanJob));
  });
  const names = new Set(chosen.map(nameOf));
  return (await historiesOf(tables, filter)).filter((history) => names.has(nameOf(history))).map(recordOf);
}

function nameOf({ owner, repo }: HistorySummary): string {
  return `${owner}/${repo}`.toLowerCase();
}

function recordOf(history: HistorySummary): HistoryRecord {
  const { owner, repo, part, visibility, state, reason, keys, size, bytes, queuedAt, scannedAt } = history;
  return {
    ...{ repository: `${owner}/${repo}`, part, visibility, state, reason, keys, size, bytes },
    queuedAt: queuedAt.toISOString(),
    scannedAt: scannedAt?.toISOString() ?? null,
  };
}
