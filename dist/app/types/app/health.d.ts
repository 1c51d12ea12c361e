import type { IncomingMessage, ServerResponse } from "node:http";
import type { Queue } from "../incident/job.js";
/** Answers `GET /healthz` with the depth of the queue, or 503 when the database does not answer. */
export declare function createHealthHandler(queue: Pick<Queue, "depth">): (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
