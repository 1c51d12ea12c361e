import { createHmac, randomUUID } from "node:crypto";

export interface SentWebhook {
  /** Root of the App. */
  readonly url: string;
  /** GitHub's name of the event. */
  readonly event: string;
  readonly secret: string;
  /** Sent instead of the usual headers of these names. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a webhook to an App, signed as GitHub signs it. */
export function sendWebhook(body: string, { url, event, secret, headers }: SentWebhook): Promise<Response> {
  return fetch(`${url}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-delivery": randomUUID(),
      "x-github-event": event,
      "x-hub-signature-256": signatureOf(body, secret),
      ...headers,
    },
  });
}

/** The header `X-Hub-Signature-256` of a body. */
export function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
