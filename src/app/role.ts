import { Failure } from "../failure.ts";
import type { DatabasePlace } from "../incident/database.ts";
import type { QueueName } from "../incident/job.ts";

/**
 * What a process of the App does. `all`: everything. `web`: takes webhooks and stores their jobs. `worker`: examines,
 * responds and publishes. `history`: scans histories. Processes with different roles share a PostgreSQL server.
 */
export const roles = ["all", "web", "worker", "history"] as const;

export type Role = (typeof roles)[number];

const queues: Readonly<Record<Role, readonly QueueName[]>> = {
  all: ["examine", "respond", "publish", "history"],
  web: [],
  worker: ["examine", "respond", "publish"],
  history: ["history"],
};

/** The queues whose jobs a process runs. */
export function queuesOf(role: Role): readonly QueueName[] {
  return queues[role];
}

/** True when the process takes webhooks. */
export function takesWebhooks(role: Role): boolean {
  return role === "all" || role === "web";
}

/** Throws a `Failure` for a role that cannot work with the database: only one process can use the embedded one. */
export function checkRole(role: Role, { type }: DatabasePlace): void {
  if (role === "all" || type === "server") return;
  throw new Failure(
    "configuration",
    `The role ${role} (KEYHAWK_ROLE) needs a PostgreSQL server that the processes share: set DATABASE_URL.`,
  );
}
