import type { IncomingMessage, ServerResponse } from "node:http";

/** The jobs that are waiting or running. */
export interface Backlog {
  /** Number of jobs. */
  depth(): Promise<number>;
  /** When the oldest of them was stored; null when there is no job. */
  oldest(): Promise<Date | null>;
  /** Since when the longest waiting job could have run; null when none could. */
  overdue(): Promise<Date | null>;
}

/**
 * Answers `GET /healthz` and `GET /readyz`.
 *
 * `/healthz` is 200 while the process answers, whatever else fails: a platform that restarted the App because its
 * database is away or its jobs are late would gain nothing. The body says what fails.
 *
 * `/readyz` is 503 when the database does not answer, or when a job that could run has waited longer than `lateAfter`
 * seconds. Jobs that wait for another attempt or for a rate limit do not count.
 */
export function createHealthHandler(
  backlog: Backlog,
  lateAfter: number,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const path = request.url?.replace(/\?.*$/, "");
    if (request.method !== "GET" || (path !== "/healthz" && path !== "/readyz")) return false;
    const body = await stateOf(backlog, lateAfter);
    response.writeHead(path === "/readyz" && body.status !== "ok" ? 503 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
    return true;
  };
}

async function stateOf(backlog: Backlog, lateAfter: number) {
  try {
    const [queue, oldest, overdue] = await Promise.all([backlog.depth(), backlog.oldest(), backlog.overdue()]);
    const status = secondsSince(overdue) > lateAfter ? "late" : "ok";
    return { status, database: "ok", queue, oldest: secondsSince(oldest), overdue: secondsSince(overdue) };
  } catch {
    return { status: "failing", database: "unreachable" };
  }
}

function secondsSince(time: Date | null): number {
  return time === null ? 0 : Math.max(0, Math.round((Date.now() - time.getTime()) / 1_000));
}
