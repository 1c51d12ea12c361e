import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { verify } from "@octokit/webhooks-methods";
import { maskKeys } from "../detect/mask-keys.ts";

/** A webhook with a valid signature. */
export interface Delivery {
  /** `X-GitHub-Delivery`. */
  readonly id: string;
  /** `X-GitHub-Event`: `push`, `pull_request`. */
  readonly name: string;
  readonly payload: object;
}

export interface ReceiverOptions {
  readonly path: string;
  readonly secret: string;
  readonly log: Record<"debug" | "warn" | "error", (message: string) => void>;
  /** Passes a webhook on; resolves when its job is stored. */
  receive(delivery: Delivery): Promise<void>;
}

/** The largest payload that GitHub sends. */
const longestBody = 25 * 1024 * 1024;

/**
 * Receives webhooks. Answers 401 for a wrong signature, before the body is parsed, 400 for a body that is not a JSON
 * object, 413 for one that is longer than GitHub sends, and 202 when the job is stored. Probot's own receiver answers a
 * wrong signature with 400, reads bodies of any length, and answers after nine seconds whether the job is stored or
 * not. The handler resolves to false when the request is for another path.
 */
export function createReceiver(
  options: ReceiverOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    if (!isWebhook(request, options.path)) return false;
    const start = performance.now();
    const [status, message] = await receive(request, options);
    const delivery = `${header(request, "x-github-event")} ${header(request, "x-github-delivery")}`;
    const milliseconds = Math.round(performance.now() - start);
    options.log.debug(`Answered the webhook ${maskKeys(delivery)} with ${status} after ${milliseconds} ms.`);
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
    response.end(`${message}\n`, () => {
      // Does not wait for the rest of a body that was too long.
      if (status === 413) request.destroy();
    });
    return true;
  };
}

/**
 * Has a running server pass requests to the receiver first, and only those for another path to its own listeners.
 * Probot's listener logs each request with all of its headers, which takes as long as storing a webhook's job.
 */
export function receiveFirst(server: Server, receiver: ReturnType<typeof createReceiver>): void {
  const others = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", async (request, response) => {
    // The sender has broken the connection off.
    const received = await receiver(request, response).catch(() => void response.destroy());
    if (received === false) for (const other of others) other(request, response);
  });
}

async function receive(request: IncomingMessage, options: ReceiverOptions): Promise<[number, string]> {
  if (request.method !== "POST") return [405, "Webhooks are sent with POST."];
  const id = header(request, "x-github-delivery");
  const name = header(request, "x-github-event");
  const signature = header(request, "x-hub-signature-256");
  const body = await readBody(request);
  if (body === null) return [413, "The body is longer than 25 MB."];
  if (signature === "" || body === "" || !(await isSigned(options.secret, body, signature))) {
    options.log.warn("A webhook with a wrong signature was refused. Is WEBHOOK_SECRET the one of the App's settings?");
    return [401, "The signature is wrong."];
  }
  if (id === "" || name === "") return [400, "The headers X-GitHub-Delivery and X-GitHub-Event are needed."];
  const payload = parse(body);
  if (typeof payload !== "object" || payload === null) {
    options.log.warn(
      "A webhook that is not JSON was refused. Set the content type application/json in the App's settings.",
    );
    return [400, "The body is not a JSON object."];
  }
  try {
    await options.receive({ id, name, payload });
    return [202, "Accepted."];
  } catch (error) {
    options.log.error(`The delivery ${id} could not be stored: ${error instanceof Error ? error.message : "unknown"}`);
    return [500, "The webhook could not be stored. Send it again."];
  }
}

/** GitHub sends the webhooks of an App that was registered on the setup page to the root. */
function isWebhook(request: IncomingMessage, path: string): boolean {
  const asked = (request.url ?? "/").replace(/\?.*$/, "");
  return asked === path || (asked === "/" && request.method === "POST");
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" && /^[\x21-\x7e]{1,200}$/.test(value) ? value : "";
}

/** Resolves to null for a body that is too long. An iterator over the chunks takes several times as long. */
function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= longestBody) return;
      request.off("data", take).pause();
      resolve(null);
    };
    request
      .on("data", take)
      .on("end", () => resolve(Buffer.concat(chunks).toString("utf8")))
      .on("error", reject);
  });
}

async function isSigned(secret: string, body: string, signature: string): Promise<boolean> {
  return verify(secret, body, signature).catch(() => false);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
