import { createHmac, randomUUID } from "node:crypto";
import type { App, DeliveryRecord, World } from "../world.ts";

/** GitHub's own: an app has so long to answer, and larger payloads are never sent. */
const timeoutMs = 10_000;
const mostBytes = 25 * 1024 * 1024;

/**
 * Sends a signed webhook to an app, once: like GitHub, it does not try again. Returns at once with the record that the
 * answer will be written into; null when the app has no address or the payload is too large.
 * @param guid of an earlier delivery, to send that again
 */
export function deliver(
  world: World,
  app: App,
  event: string,
  payload: Readonly<Record<string, unknown>>,
  guid?: string,
): DeliveryRecord | null {
  const body = JSON.stringify(payload);
  if (app.webhookUrl === null || Buffer.byteLength(body) > mostBytes) return null;
  const record: DeliveryRecord = {
    id: world.id(),
    guid: guid ?? randomUUID(),
    app,
    event,
    action: typeof payload.action === "string" ? payload.action : null,
    payload,
    deliveredAt: new Date().toISOString(),
    redelivery: guid !== undefined,
    status: 0,
    durationMs: -1,
  };
  world.deliveries.push(record);
  const sent = send(app.webhookUrl, app, record, body);
  world.underWay.add(sent);
  void sent.finally(() => world.underWay.delete(sent));
  return record;
}

async function send(url: string, app: App, record: DeliveryRecord, body: string): Promise<void> {
  const start = performance.now();
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        accept: "*/*",
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/0000000",
        "x-github-delivery": record.guid,
        "x-github-event": record.event,
        "x-github-hook-id": String(app.id * 10),
        "x-github-hook-installation-target-id": String(app.id),
        "x-github-hook-installation-target-type": "integration",
        "x-hub-signature": `sha1=${createHmac("sha1", app.webhookSecret).update(body).digest("hex")}`,
        "x-hub-signature-256": `sha256=${createHmac("sha256", app.webhookSecret).update(body).digest("hex")}`,
      },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    record.status = response.status;
  } catch {
    // No answer in time, or no server: status 0, as in GitHub's list of deliveries.
    record.status = 0;
  }
  record.durationMs = Math.round(performance.now() - start);
}

/** Sends an event to every app that is installed on the owner and listens to it. */
export function announce(world: World, owner: string, event: string, payload: Readonly<Record<string, unknown>>): void {
  for (const { id, app, owner: installed } of world.installations) {
    if (installed !== owner || !(app.events.includes(event) || event.startsWith("installation"))) continue;
    deliver(world, app, event, { ...payload, installation: { id, node_id: `I_${id}` } });
  }
}
