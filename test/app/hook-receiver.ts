import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import type { HookAnswer, HookRequest, HookSummary } from "../../src/respond/hook/request.ts";

/** A revocation hook that remembers what it was sent and answers what the test says. */
export interface HookReceiver {
  readonly url: string;
  readonly secret: string;
  /** Requests about one key whose signature is right, as they came. */
  readonly received: readonly { readonly id: string; readonly request: HookRequest }[];
  /** What it received about keys that it is not called about. */
  readonly summaries: readonly HookSummary["data"][];
  /** Waits, when the test holds it, and answers this. */
  answer: () => Promise<HookAnswer | number>;
  close(): Promise<void>;
}

/** Starts it on a free port. A number as the answer is a status without a body. */
export async function startHook(): Promise<HookReceiver> {
  const secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
  const webhook = new Webhook(secret);
  const summaries: HookSummary["data"][] = [];
  const received: { id: string; request: HookRequest }[] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== "POST") {
      response.writeHead(405).end();
      return;
    }
    const body = await text(request);
    const headers = request.headers as Record<string, string>;
    const verified = webhook.verify(body, headers) as HookRequest | HookSummary;
    if (verified.type === "openai.keys.unasked") {
      summaries.push(verified.data);
      response.writeHead(204).end();
      return;
    }
    received.push({ id: headers["webhook-id"] ?? "", request: verified });
    const answer = await receiver.answer();
    if (typeof answer === "number") response.writeHead(answer).end();
    else response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: HookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    secret,
    received,
    summaries,
    answer: async () => ({ result: "revoked", message: "Deleted." }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
