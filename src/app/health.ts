import type { IncomingMessage, ServerResponse } from "node:http";

/** The jobs that are waiting or running. */
export interface Backlog {
  /** Number of jobs. */
  depth(): Promise<number>;
  /** When the oldest of them was stored; null when there is no job. */
  oldest(): Promise<Date | null>;
}

/**
 * Seconds after which a job is late. Most jobs take a few seconds, and retries of temporary failures less than a
 * minute.
 */
const lateAfter = 600;

/**
 * Answers `GET /healthz` with the number of waiting and running jobs, or 503 when the database does not answer. The
 * status stays 200 when jobs are late: a platform that restarted the App for it would lose webhooks, and the jobs would
 * not be done any sooner.
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
