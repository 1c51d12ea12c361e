import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import OpenAI from "openai";
import { Webhook } from "standardwebhooks";
import type { Receipts } from "./receipts.ts";
import { type Answer, revoke } from "./revoke.ts";

export interface ReceiverOptions {
  /** The secret that Keyhawk signs with: `whsec_…`. */
  readonly secret: string;
  /** A client with an admin key, or null: then every key is left to people. */
  readonly client: OpenAI | null;
  readonly receipts: Receipts;
  log(line: string): void;
}

const byHand: Answer = {
  result: "manual",
  message: "The hook has no admin key. Revoke the key by hand: https://platform.openai.com/api-keys",
};

/** The HTTP server of the revocation hook. Whatever its address ends in, it takes `POST`. */
export function createReceiver({ secret, client, receipts, log }: ReceiverOptions): Server {
  const webhook = new Webhook(secret);
  const running = new Map<string, Promise<Answer>>();

  return createServer(async (request, response) => {
    const end = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.method !== "POST") return end(405, { error: "Use POST." });
    const body = await text(request);
    let leak: Leak | null;
    try {
      // Also rejects a timestamp more than five minutes away from now: a recorded request cannot be sent again later.
      leak = readLeak(webhook.verify(body, request.headers as Record<string, string>));
    } catch {
      log("Refused a request: wrong signature, old timestamp or unknown form.");
      return end(401, { error: "The signature, the timestamp or the form of the request is wrong." });
    }
    if (leak === null) {
      log("Keyhawk found more keys in one change than it asks about: see its report.");
      return end(200, {});
    }
    const id = String(request.headers["webhook-id"]);
    try {
      const answer = await once(id, leak);
      log(`${leak.masked} of ${leak.owner}: ${answer.result}`);
      return end(200, answer);
    } catch (error) {
      // The message of an SDK error can quote the key it was asked about: only its class and status are safe.
      const reason = error instanceof OpenAI.APIError ? `${error.name} ${error.status ?? ""}` : "unexpected error";
      log(`${leak.masked} of ${leak.owner}: failed (${reason}); Keyhawk will send it again`);
      return end(503, { error: "Not done. Send it again." });
    }
  });

  /** The same request, before or at the same time, is handled once. */
  async function once(id: string, leak: Leak): Promise<Answer> {
    const known = receipts.get(id);
    if (known !== null) return known;
    const current = running.get(id) ?? handle(id, leak).finally(() => running.delete(id));
    running.set(id, current);
    return current;
  }

  async function handle(id: string, leak: Leak): Promise<Answer> {
    const answer = client === null ? byHand : await revoke(client, leak.credential);
    await receipts.put(id, answer);
    return answer;
  }
}

/** The part of Keyhawk's request that matters here; docs/revocation-hook.md describes the whole. */
interface Leak {
  readonly credential: string;
  readonly masked: string;
  readonly owner: string;
}

/** Null for the summary of keys that the hook is not called about. */
function readLeak(payload: unknown): Leak | null {
  const { type, data } = payload as { type?: unknown; data?: Partial<Leak> };
  if (type === "openai.keys.unasked") return null;
  const { credential, masked, owner } = data ?? {};
  if (type !== "openai.key.leaked" || typeof credential !== "string" || credential === "") throw new TypeError("form");
  return { credential, masked: String(masked), owner: String(owner) };
}
