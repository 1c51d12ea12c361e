// A process of its own that sends webhooks: signing and sending hundreds at once must not slow down the stand-ins, which
// run in the process of the bench.
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** A webhook to send. */
export interface Delivery {
  readonly event: string;
  readonly payload: unknown;
  /** Milliseconds after the first one. */
  readonly after: number;
}

/** The message that starts the process's work. */
export interface Order {
  /** Root of the App. */
  readonly url: string;
  readonly secret: string;
  readonly deliveries: readonly Delivery[];
}

/** When a webhook was written to its connection and acknowledged, in milliseconds since 1970. */
export interface Sent {
  readonly sent: number;
  readonly acknowledged: number;
}

const now = () => performance.timeOrigin + performance.now();

function prepare({ event, payload }: Delivery, secret: string) {
  const body = JSON.stringify(payload);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-github-delivery": randomUUID(),
    "x-github-event": event,
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
  return { body, headers };
}

async function send(url: string, { body, headers }: ReturnType<typeof prepare>): Promise<Sent> {
  // GitHub opens a connection for each delivery.
  const sending = request(`${url}/api/github/webhooks`, { method: "POST", agent: false, headers });
  sending.end(body);
  // Before that, the request waits for this process, which makes hundreds of them, and not for the App.
  await once(sending, "finish");
  const sent = now();
  const [response] = (await once(sending, "response")) as [IncomingMessage];
  response.resume();
  if (response.statusCode !== 202) throw new Error(`The App answered ${response.statusCode}.`);
  return { sent, acknowledged: now() };
}

process.once("message", async ({ url, secret, deliveries }: Order) => {
  const prepared = deliveries.map((delivery) => ({ after: delivery.after, ...prepare(delivery, secret) }));
  const start = performance.now();
  const sent = await Promise.all(
    prepared.map(async ({ after, ...delivery }) => {
      await sleep(Math.max(0, start + after - performance.now()));
      return send(url, delivery);
    }),
  );
  process.send?.(sent, () => process.disconnect());
});
