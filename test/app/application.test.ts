import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createNodeMiddleware, Probot } from "probot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApplication } from "../../src/app/application.ts";
import { compileCache } from "../built/built.ts";
import { freePort } from "../free-port.ts";
import { makeKey } from "../keys.ts";
import { sendWebhook } from "./send-webhook.ts";
import { type ServerDatabase, serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";
let database: ServerDatabase;
let world: AppWorld;
let probot: ChildProcess;
let output = "";

beforeAll(async () => {
  database = await serverDatabase();
  world = await createAppWorld(repository, database);
  const port = await freePort();
  const command = ["node_modules/probot/bin/probot.js", "run", "./src/app/application.ts"];
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: compileCache,
    ...world.environment({ PORT: String(port), LOG_FORMAT: "json", KEYHAWK_FIRST_BYTE_TIMEOUT: "3" }),
  };
  probot = spawn(process.execPath, command, { env });
  for (const stream of [probot.stdout, probot.stderr]) stream?.on("data", (data) => (output += data));
  await until("Probot to listen", () => (output.includes("Listening") ? true : null));
  world.connect(`http://127.0.0.1:${port}`);
});

afterAll(async () => {
  probot.kill("SIGKILL");
  await world.close();
});

test("`probot run` loads the App: a signed webhook ends in a comment, a red check and the hook's call", async () => {
  const key = makeKey("openai-project-key", "bare probot");
  // The request for the installation's token belongs to Probot's own client, which has no time-out.
  world.github.addFault({ method: "POST", path: /access_tokens$/, manner: "silent" });
  const head = await world.push("bare", { "a.py": `key = "${key}"\n` });
  const { number } = await world.github.openPullRequest({ repository, title: "Call the model", head: "bare" });
  await until("the hook's answer in the comment", () =>
    world.github.comments(repository, number)[0]?.body.includes("Deleted.") ? true : null,
  );
  expect(world.hook.received.map(({ request }) => request.data.credential)).toEqual([key]);
  const checks = () => world.github.checkRuns(repository, head).filter(({ name }) => name === "Keyhawk");
  await until("the check", () => checks()[0]);
  expect(checks()).toMatchObject([{ conclusion: "failure" }]);
  expect(output).toMatch(/access_tokens failed: there was no answer within 3 seconds/);
  expect(output).not.toContain(key);
  expect(await database.filesHolding(key)).toEqual([]);
  probot.kill("SIGTERM");
  const [, signal] = await once(probot, "exit");
  expect(signal).toBe("SIGTERM");
});

test("as a middleware it answers 500 when the job was not stored, with an error that reveals nothing of the event", async () => {
  const key = makeKey("openai-project-key", "middleware");
  const refuse = () => Promise.reject(new Error("The disk is full."));
  const application = createApplication(async () => ({
    intake: { take: refuse },
    lateAfter: 600,
    backlog: { overdue: async () => null, depth: async () => 0, oldest: async () => null },
    stop: async () => {},
  }));
  const secret = "It is a secret";
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const bare = new Probot({ appId: 7, privateKey, secret, logLevel: "fatal" });
  const thrown: unknown[] = [];
  bare.onError(({ errors }) => void thrown.push(...errors));
  const server = createServer(await createNodeMiddleware(application, { probot: bare }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const body = JSON.stringify({ ref: `refs/heads/${key}`, installation: { id: 1 } });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const response = await sendWebhook(body, { url, event: "push", secret });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain(key);
  expect(thrown).toMatchObject([{ message: "The disk is full." }]);
  expect(JSON.stringify(thrown.map((error) => ({ ...(error as object) })))).not.toContain(key);
  server.close();
});
