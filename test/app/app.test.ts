import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { makeKey } from "../keys.ts";
import { type AppProcess, atOnce, startApp } from "./app-process.ts";
import { holds } from "./leaked-bytes.ts";
import { sendWebhook } from "./send-webhook.ts";
import { type ServerDatabase, serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";
const python = (key: string) => `from openai import OpenAI\n\nclient = OpenAI(api_key="${key}")\n`;

let database: ServerDatabase;
let world: AppWorld;
let app: AppProcess;

beforeAll(async () => {
  database = await serverDatabase();
  world = await createAppWorld(repository, database);
  app = await startApp(world.environment({ KEYHAWK_METRICS_PORT: "0" }), atOnce);
  world.connect(app.url);
});

afterAll(async () => {
  await app.stop();
  await world.close();
});

const comment = (number: number) => world.github.comments(repository, number)[0]?.body ?? "";
const checks = (name: string, sha: string) =>
  world.github.checkRuns(repository, sha).filter((run) => run.name === name);
const idle = () =>
  until("the queue to be empty", async () => {
    await world.github.settled();
    const { queue } = (await (await fetch(`${app.url}/healthz`)).json()) as { queue: number };
    return queue === 0 ? true : null;
  });

test("a pull request that leaks a key gets a comment, a red check and the hook's answer, each once", async () => {
  const key = makeKey("openai-project-key", "app");
  const released = Promise.withResolvers<void>();
  world.hook.answer = async () => {
    await released.promise;
    return { result: "revoked", message: "Deleted in project Shop." };
  };
  const head = await world.push("feature", { "app/client.py": python(key) });
  const { number } = await world.github.openPullRequest({ repository, title: "Call the model", head: "feature" });

  await until("the comment", () => (comment(number).includes(key.slice(-4)) ? true : null));
  await until("the hook's request", () => world.hook.received[0]);
  expect(comment(number)).not.toContain("Deleted in project Shop.");
  released.resolve();
  await until("the answer in the comment", () => (comment(number).includes("Deleted in project Shop.") ? true : null));
  await idle();

  expect(world.github.comments(repository, number)).toHaveLength(1);
  expect(checks("Keyhawk", head).map(({ conclusion }) => conclusion)).toEqual(["failure"]);
  expect(checks("Keyhawk (push)", head)).toHaveLength(1);
  expect(world.github.reviewComments(repository, number)).toHaveLength(1);
  expect(world.hook.received).toHaveLength(1);
  const [{ request }] = world.hook.received as [(typeof world.hook.received)[number]];
  expect(request.data.credential).toBe(key);
  expect(request.data).toMatchObject({ kind: "openai-project-key", owner: "acme" });
  expect(request.data.places[0]).toMatchObject({ repository, path: "app/client.py", line: 3, commit: head });
  expect(world.github.deliveries.map(({ status }) => status)).toEqual(world.github.deliveries.map(() => 202));
  expect(world.github.violations).toEqual([]);

  // The key is dead and goes: the check turns green, and nothing more is asked of the hook.
  const fixed = await world.push("feature", { "app/client.py": python("$KEY") });
  await idle();
  expect(checks("Keyhawk", fixed).map(({ conclusion }) => conclusion)).toEqual(["success"]);
  expect(world.hook.received).toHaveLength(1);
  expect(await database.filesHolding(key)).toEqual([]);
});

test("a key in the texts of a pull request is found, and is in no file of the database", async () => {
  const key = makeKey("openai-project-key", "text");
  world.hook.answer = async () => ({ result: "manual", message: null });
  await world.push("docs", { "docs/use.md": "Use it.\n" });
  const { number } = await world.github.openPullRequest({ repository, title: "Docs", head: "docs" });
  await idle();
  expect(world.github.comments(repository, number)).toEqual([]);
  await world.github.editPullRequest(repository, number, { body: `Try it with ${key}` });
  await until("the comment", () => (comment(number).includes(key.slice(-4)) ? true : null));
  await idle();
  expect(world.github.comments(repository, number)).toHaveLength(1);
  expect(world.hook.received.at(-1)?.request.data.credential).toBe(key);
  expect(holds(JSON.stringify(world.github.comments(repository, number)), key)).toBe(false);
  expect(await database.filesHolding(key)).toEqual([]);
});

test("a hook that fails is called again with the same id, and its answer is shown", async () => {
  const key = makeKey("openai-service-account-key", "again");
  const before = world.hook.received.length;
  world.hook.answer = async () =>
    world.hook.received.length === before + 1 ? 503 : { result: "not-ours", message: "We have no such key." };
  await world.push("retry", { "b.py": python(key) });
  const { number } = await world.github.openPullRequest({ repository, title: "Again", head: "retry" });
  await until("the answer", () => (comment(number).includes("We have no such key.") ? true : null));
  await idle();
  const ids = world.hook.received.slice(before).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test("work that GitHub refuses temporarily is done later", async () => {
  const key = makeKey("openai-project-key", "outage");
  world.hook.answer = async () => ({ result: "revoked", message: null });
  // More than what Octokit waits for within a job.
  world.github.addFault({ path: /\/compare\//, status: 401, times: 2, body: { message: "Bad credentials" } });
  world.github.addFault({ method: "POST", path: /\/check-runs$/, status: 404, body: { message: "Not Found" } });
  world.github.addFault({
    method: "POST",
    path: /\/check-runs$/,
    status: 409,
    times: 3,
    body: { message: "Conflict" },
  });
  const head = await world.push("outage", { "c.py": python(key) });
  await until("the check", () => checks("Keyhawk (push)", head)[0]);
  await idle();
  expect(checks("Keyhawk (push)", head).map(({ conclusion }) => conclusion)).toEqual(["failure"]);
});

test("what a change leaked is published, although its next state arrives first", async () => {
  const [first, second, third] = ["next:1", "next:2", "next:3"].map((seed) => makeKey("openai-project-key", seed));
  world.hook.answer = async () => ({ result: "manual", message: null });
  const asked = (key = "") =>
    until("the hook's request", () => world.hook.received.find(({ request }) => request.data.credential === key));
  const end = world.github.addFault({
    method: "POST",
    path: /\/(check-runs|comments)$/,
    status: 503,
    times: Number.POSITIVE_INFINITY,
  });
  const heads = [await world.push("next", { "e.py": python(first ?? "") })];
  const pull = await world.github.openPullRequest({ repository, title: "Next", head: "next", body: `Use ${third}` });
  await Promise.all([asked(first), asked(third)]);
  heads.push(await world.push("next", { "e.py": python(second ?? "") }));
  await asked(second);
  await world.github.editPullRequest(repository, pull.number, { body: "Nothing to see." });
  await world.github.settled();
  end();
  await until("the checks", () => (heads.every((head) => checks("Keyhawk (push)", head)[0]) ? true : null));
  expect(heads.map((head) => checks("Keyhawk (push)", head)[0]?.conclusion)).toEqual(["failure", "failure"]);
  await idle();
  for (const key of [first, second, third]) expect(comment(pull.number)).toContain(key?.slice(-4));
  expect(world.github.comments(repository, pull.number)).toHaveLength(1);
});

test("the check of two pull requests at one commit stays red", async () => {
  const key = makeKey("openai-project-key", "twins");
  world.hook.answer = async () => ({ result: "manual", message: null });
  const head = await world.push("twins", { "d.py": "import os\n" });
  await world.github.openPullRequest({ repository, title: `Use ${key}`, head: "twins" });
  await until("the red check", () => checks("Keyhawk", head)[0]);
  const { number } = await world.github.openPullRequest({ repository, title: "Clean", head: "twins" });
  await until("the green one", () => checks(`Keyhawk (#${number})`, head)[0]);
  await idle();
  expect(checks("Keyhawk", head).map(({ conclusion }) => conclusion)).toEqual(["failure"]);
});

test("a late event does not restore an older state", async () => {
  const first = world.github.deliveries.find(({ event, action }) => event === "pull_request" && action === "opened");
  const number = 1;
  const before = comment(number);
  expect(first).toBeDefined();
  const body = JSON.stringify(first?.payload);
  const response = await sendWebhook(body, {
    url: app.url,
    event: "pull_request",
    secret: "It is a secret",
    headers: { "x-github-delivery": "00000000-0000-4000-8000-000000000000" },
  });
  expect(response.status).toBe(202);
  await idle();
  expect(comment(number)).toBe(before);
  expect(world.github.comments(repository, number)).toHaveLength(1);
});

test("the metrics count what happened, and the alerts and the dashboard use those that exist", async () => {
  const [, url = ""] = await app.printed(/Metrics are at (\S+)\./);
  expect((await fetch(new URL("/", url))).status).toBe(404);
  expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
  const text = await (await fetch(url)).text();
  expect(text).toMatch(/^keyhawk_events_total\{event="push",result="stored"\} [1-9]/m);
  expect(text).toMatch(/^keyhawk_keys_total\{kind="openai-project-key"\} [1-9]/m);
  for (const step of ["responded", "dead", "published"]) {
    expect(text).toMatch(new RegExp(`^keyhawk_since_push_seconds_count\\{step="${step}"\\} [1-9]`, "m"));
  }
  expect(text).toMatch(/^keyhawk_job_seconds_count\{queue="respond",result="failed"\} [1-9]/m);
  expect(text).toMatch(/^keyhawk_jobs\{queue="examine",state="waiting"\} 0$/m);
  expect(text).toMatch(/^keyhawk_incidents\{kind="openai-project-key",severity="\w+",state="revoked"\} [1-9]/m);
  expect(text).toMatch(
    /^keyhawk_github_requests_total\{route="POST \/repos\/\{owner\}\/\{repo\}\/check-runs",status="201"\}/m,
  );
  // What did not change since it was last read is not served again.
  expect(text).toMatch(/^keyhawk_github_requests_total\{route="GET [^"]+",status="304"\} [1-9]/m);
  expect(text).toMatch(/^keyhawk_database_up 1$/m);
  expect(text).not.toContain("acme");

  const root = new URL("../../", import.meta.url);
  const rules = parse(await readFile(new URL("deploy/prometheus/alerts.yml", root), "utf8"));
  const dashboard = JSON.parse(await readFile(new URL("deploy/grafana/keyhawk.json", root), "utf8"));
  const expressions = [
    ...rules.groups.flatMap((group: { rules: { expr: string }[] }) => group.rules.map(({ expr }) => expr)),
    ...dashboard.panels.flatMap((panel: { targets: { expr: string }[] }) => panel.targets.map(({ expr }) => expr)),
  ];
  const known = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
  const used = new Set(expressions.flatMap((each) => each.match(/\b(?:keyhawk|process|nodejs)_\w+/g) ?? []));
  const unknown = [...used].filter(
    (name) => !known.has(name.replace(/_(?:bucket|count|sum)$/, "")) && !known.has(name),
  );
  expect(used.size).toBeGreaterThan(8);
  expect(unknown).toEqual([]);
});
