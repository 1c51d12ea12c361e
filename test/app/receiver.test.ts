import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningApp } from "../../src/app/start-app.ts";
import { atOnce } from "./app-process.ts";
import { runApp } from "./running-app.ts";
import { sendWebhook, signatureOf } from "./send-webhook.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";

/** GitHub's own example payloads by event; a list of JSON, whatever the package's types say. */
const examples: readonly { readonly name: string; readonly examples: readonly object[] }[] = createRequire(
  import.meta.url,
)("@octokit/webhooks-examples");
const secret = "It is a secret";
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** A GitHub where everything that webhooks speak of is gone. */
let github: Server;
const asked: string[] = [];
let app: RunningApp;

beforeAll(async () => {
  github = createServer((request, response) => {
    request.resume();
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(404, { "content-type": "application/json" }).end('{"message":"Not Found"}');
  });
  await new Promise<void>((resolve) => github.listen(0, "127.0.0.1", resolve));
  const environment = {
    HOST: "127.0.0.1",
    PORT: "0",
    APP_ID: "7",
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: secret,
    GHE_HOST: `127.0.0.1:${(github.address() as AddressInfo).port}`,
    GHE_PROTOCOL: "http",
    // Listing an installation's repositories would be tried again meanwhile.
    KEYHAWK_HISTORY_CONCURRENCY: "0",
    ...(await serverDatabase()).environment,
  };
  app = await runApp(environment, { retry: { ...atOnce, limit: 4 } });
});

afterAll(async () => {
  await app.stop();
  github.close();
});

function send(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return sendWebhook(body, { url: app.url, event: "push", secret, headers });
}

const depth = async () => ((await (await fetch(`${app.url}/healthz`)).json()) as { queue: number }).queue;

test("a wrong signature is answered with 401 and changes nothing", async () => {
  const body = JSON.stringify(payloadsOf("push")[0]);
  expect((await send(body, { "x-hub-signature-256": signatureOf(body, "guess") })).status).toBe(401);
  expect((await send(body, { "x-hub-signature-256": "" })).status).toBe(401);
  expect((await send(`${body} `, { "x-hub-signature-256": signatureOf(body, secret) })).status).toBe(401);
  expect((await send("", {})).status).toBe(401);
  expect(await depth()).toBe(0);
});

test("a payload that is not a JSON object is answered with 400, one that is too long with 413, and the App keeps running", async () => {
  expect((await send("{")).status).toBe(400);
  expect((await send("null")).status).toBe(400);
  expect((await send('"text"')).status).toBe(400);
  const long = await send(`"${"x".repeat(26 * 1024 * 1024)}"`).catch(() => ({ status: 413 }));
  expect(long.status).toBe(413);
  expect((await fetch(`${app.url}/api/github/webhooks`)).status).toBe(405);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});

test("an event that is not handled is accepted and dropped", async () => {
  for (const event of ["star", "no_such_event", "ping"]) {
    expect((await send("{}", { "x-github-event": event })).status).toBe(202);
  }
  expect(await depth()).toBe(0);
});

test("every example payload of the subscribed events is processed, and jobs for deleted repositories are dropped", async () => {
  const deliveries: [string, string, string][] = [];
  for (const event of ["push", "pull_request", "installation", "installation_repositories", "ping"]) {
    for (const payload of payloadsOf(event)) {
      // Some examples were recorded by a repository's own webhook, which names no installation.
      const body = JSON.stringify({ installation: { id: 1, account: { login: "Codertocat" } }, ...payload });
      deliveries.push([event, body, randomUUID()]);
    }
  }
  expect(deliveries.length).toBeGreaterThan(40);
  for (const [event, body, id] of deliveries) {
    const headers = { "x-github-event": event, "x-github-delivery": id };
    expect((await send(body, headers)).status).toBe(202);
  }
  await until("the queue to be empty", async () => ((await depth()) === 0 ? true : null));
  const before = asked.length;
  expect(before).toBeGreaterThan(0);
  // Three tries of each; what repeats a delivery asks nothing more.
  expect(before).toBeLessThanOrEqual(deliveries.length * 6);
  for (const [event, body, id] of deliveries) {
    await send(body, { "x-github-event": event, "x-github-delivery": id });
  }
  expect(await depth()).toBe(0);
  expect(asked.length).toBe(before);
});

function payloadsOf(event: string): readonly object[] {
  return examples.find(({ name }) => name === event)?.examples ?? [];
}
