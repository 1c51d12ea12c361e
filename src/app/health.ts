import type { IncomingMessage, ServerResponse } from "node:http";
import type { Queue } from "../incident/job.ts";

/** Answers `GET /healthz` with the depth of the queue, or 503 when the database does not answer. */
export function createHealthHandler(
  queue: Pick<Queue, "depth">,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    if (request.method !== "GET" || request.url?.replace(/\?.*$/, "") !== "/healthz") return false;
    const depth = await queue.depth().catch(() => null);
    const body = depth === null ? { database: "unreachable" } : { database: "ok", queue: depth };
    response.writeHead(depth === null ? 503 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
    return true;
  };
}
