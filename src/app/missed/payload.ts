import type { NewJob } from "../../incident/job.ts";
import type { Turn } from "../../incident/turn.ts";
import { jobId } from "../payload.ts";

/** Payload of an `examine` job: looks for what was pushed while no App ran. */
export interface MissedPayload {
  readonly missed: {
    /** Null: every repository of the installation. */
    readonly repository: MissedRepository | null;
    /** ISO 8601: when an App last ran. */
    readonly since: string;
  };
  readonly installation: number;
}

export interface MissedRepository {
  /** GitHub's id. */
  readonly id: number;
  readonly owner: string;
  readonly repo: string;
  readonly defaultBranch: string;
  readonly visibility: "public" | "private";
}

/** The job that looks for missed changes; the same one for each outage, however often it is stored. */
export function missedJob(installation: number, repository: MissedRepository | null, since: string): NewJob {
  const payload: MissedPayload = { missed: { repository, since }, installation };
  const subject = repository === null ? `installation:${installation}` : `repository:${repository.id}`;
  const name = repository === null ? "" : `${repository.owner}/${repository.repo}`;
  const turn: Turn = { installation, repository: name, origin: "member" };
  return { queue: "examine", id: jobId(`missed:${subject}:${since}`), key: `missed:${subject}`, payload, turn };
}
