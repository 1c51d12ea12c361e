import { randomUUID } from "node:crypto";
import type { History, HistorySummary } from "../../incident/histories.ts";
import type { NewJob } from "../../incident/job.ts";
import type { HistoryPart } from "../../incident/tables.ts";

/** Payload of a `history` job. */
export type HistoryPayload =
  /** Lists the repositories of an installation, and queues those that were never scanned. */
  | { readonly type: "list"; readonly installation: number }
  | {
      readonly type: "scan";
      readonly installation: number;
      /** GitHub's id of the repository. */
      readonly repository: number;
      readonly part: HistoryPart;
    };

/** The job that lists the repositories of an installation. @param id of a delivery, so that it is one job */
export function listJob(installation: number, id: string = randomUUID()): NewJob {
  const payload: HistoryPayload = { type: "list", installation };
  const turn = { installation, repository: "", origin: "history" } as const;
  return { queue: "history", id, key: `installation:${installation}`, payload, turn, priority: 0 };
}

/** The job that scans a history; the smallest come first. */
export function scanJob({ installation, repository, part, owner, repo, size }: HistorySummary): NewJob {
  const payload: HistoryPayload = { type: "scan", installation, repository, part };
  const turn = { installation, repository: `${owner}/${repo}`, origin: "history" } as const;
  const priority = -Math.min(size + 1, 2 ** 31);
  return { queue: "history", id: randomUUID(), key: historyKey({ repository, part }), payload, turn, priority };
}

/** The key shared by the jobs about one history. */
export function historyKey({ repository, part }: Pick<History, "repository" | "part">): string {
  return `history:${repository}:${part}`;
}
