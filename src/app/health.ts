import type { IncomingMessage, ServerResponse } from "node:http";

/** What waits or runs. */
export interface Backlog {
  /** Number of jobs. */
  depth(): Promise<number>;
  /** When the oldest of them was stored; null when there is none. */
  oldest(): Promise<Date | null>;
}

/** Seconds after which a job is late: most take a few, and retries of what fails for a moment less than a minute. */
const lateAfter = 600;

/**
 * Answers `GET /healthz` with the jobs that wait or run, or 503 when the database does not answer. Late jobs leave the
 * status 200: a platform that took the App for dead would lose webhooks, and the jobs would be no earlier.
 */
export function createHealthHandler(
  backlog: Backlog,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    if (request.method !== "GET" || request.url?.replace(/\?.*$/, "") !== "/healthz") return false;
    const body = await Promise.all([backlog.depth(), backlog.oldest()]).then(state, () => null);
    response.writeHead(body === null ? 503 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? { status: "failing", database: "unreachable" }));
    return true;
  };
}

function state([queue, stored]: readonly [number, Date | null]) {
  const oldest = stored === null ? 0 : Math.max(0, Math.round((Date.now() - stored.getTime()) / 1_000));
  return { status: oldest > lateAfter ? "late" : "ok", database: "ok", queue, oldest };
}
