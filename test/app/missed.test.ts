import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administer } from "../../src/app/incidents/administer.ts";
import { dueDeliveries } from "../../src/app/missed/due-deliveries.ts";
import { redeliverMissed } from "../../src/app/missed/redeliver.ts";
import type { RunningApp } from "../../src/app/start-app.ts";
import { openDatabase } from "../../src/incident/database.ts";
import { makeKey } from "../keys.ts";
import { runApp } from "./running-app.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";
const keys = Array.from({ length: 4 }, (_, index) => makeKey("openai-project-key", `missed:${index}`));
const [first = "", second = "", third = "", fourth = ""] = keys;

let database: Awaited<ReturnType<typeof serverDatabase>>;
let world: AppWorld;
let app: RunningApp;

const start = (port = "0") => runApp(world.environment({ PORT: port, KEYHAWK_HISTORY_CONCURRENCY: "1" }));

/** Starts the App at its former address. */
const startAgain = async () => {
  app = await start(new URL(app.url).port);
};

beforeAll(async () => {
  database = await serverDatabase();
  world = await createAppWorld(repository, database);
  world.hook.answer = async () => ({ result: "revoked", message: "Deleted." });
  app = await start();
  world.connect(app.url);
});

afterAll(async () => {
  await app.stop();
  expect(world.github.violations).toEqual([]);
  await world.close();
});

const comments = (number: number) => world.github.comments(repository, number).map(({ body }) => body);
const checks = (sha: string) =>
  world.github
    .checkRuns(repository, sha)
    .map(({ name, conclusion }) => `${name}: ${conclusion}`)
    .toSorted();
const checked = (sha: string, count: number) =>
  until(`${count} checks`, () =>
    checks(sha).length === count && checks(sha).every((check) => !check.endsWith("null")) ? true : null,
  );
const incidents = () =>
  administer({ action: "read", filter: {} }, { envFile: "/dev/null" }, world.environment({ LOG_LEVEL: "fatal" }));
const called = () => world.hook.received.map(({ request }) => request.data.masked.slice(-4)).toSorted();
const leak = async (branch: string, key: string) => {
  const sha = await world.push(branch, { [`${branch}.env`]: `OPENAI_API_KEY=${key}\n` });
  const { number } = await world.github.openPullRequest({ repository, title: branch, head: branch });
  return { sha, number };
};

test("webhooks that failed while the App was down are sent again, and nothing happens twice", async () => {
  await app.stop();
  const leaked = await leak("first", first);
  const shas: string[] = [];
  for (let index = 0; index < 10; index++) shas.push(await world.push("storm", { "a.txt": `${index}\n` }));
  const other = await leak("second", second);
  await world.github.settled();
  const failed = world.github.deliveries.filter(({ status }) => status === 0).length;
  expect(failed).toBeGreaterThanOrEqual(14);

  // What a killed process copied does not stay on the disk.
  const abandoned = join(tmpdir(), "keyhawk-clone-4194303-killed");
  await mkdir(join(abandoned, "objects"), { recursive: true });
  await startAgain();
  expect(existsSync(abandoned)).toBe(false);
  for (const { sha, number } of [leaked, other]) {
    await checked(sha, 2);
    expect(checks(sha)).toEqual(["Keyhawk (push): failure", "Keyhawk: failure"]);
    await until("the hook's answer", () => (comments(number)[0]?.includes("Deleted.") ? true : null));
    expect(comments(number)).toHaveLength(1);
  }
  await until("all deliveries", () => {
    const arrived = world.github.deliveries.filter(({ redelivery, status }) => redelivery && status === 202);
    return arrived.length === failed ? true : null;
  });
  expect(called()).toEqual([first, second].map((key) => key.slice(-4)).toSorted());
  expect((await incidents()).map(({ places }) => places.length)).toEqual([1, 1]);
});

test("after a long outage, pushes and pull requests whose webhooks GitHub cannot send again are scanned", async () => {
  await app.stop();
  world.disconnect();
  const leaked = await leak("third", third);
  const gone = await world.push("fourth", { "fourth.env": `OPENAI_API_KEY=${fourth}\n` });
  await world.push("fourth", { "fourth.env": "\n" });
  await world.github.settled();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query("update keyhawk.presence set seen_at = seen_at - interval '2 hours'");
  await client.end();

  await startAgain();
  world.connect(app.url);
  await checked(leaked.sha, 2);
  await until("the hook's answer", () => (comments(leaked.number)[0]?.includes("Deleted.") ? true : null));
  await until("all keys", async () => ((await incidents()).length === keys.length ? true : null));
  await until("all calls", () => (called().length === keys.length ? true : null));
  expect(called()).toEqual(keys.map((key) => key.slice(-4)).toSorted());
  const places = (await incidents()).flatMap(({ places: found }) => found.map(({ commit }) => commit));
  expect(places).toHaveLength(keys.length);
  expect(places).toContain(gone);
  expect(comments(leaked.number)).toHaveLength(1);
});

test("a delivery that GitHub does not send again for now is asked for later, and one that it never sends again holds up no other", async () => {
  const shared = await openDatabase({ type: "server", url: (await serverDatabase()).url });
  const now = Date.now();
  const failed = ["a", "b", "c"].map((guid, index) => {
    return { id: index + 1, guid, status_code: 502, delivered_at: new Date(now - 1_000 + index).toISOString() };
  });
  const asked: string[] = [];
  let answers: Record<number, number> = { 1: 404, 2: 502 };
  const request = async (route: string, { delivery_id: id = 0 }: { delivery_id?: number }) => {
    if (route.startsWith("GET")) return { data: failed, headers: {} };
    const status = answers[id] ?? 202;
    asked.push(`${id} ${status}`);
    if (status >= 400) throw Object.assign(new Error("No"), { status });
    return { data: {}, headers: {} };
  };
  const again = { auth: async () => ({ request }) } as unknown as Parameters<typeof redeliverMissed>[0];
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const redeliver = (at: number) => redeliverMissed(again, fetch, shared, log, at);
  try {
    await expect(redeliver(now)).rejects.toMatchObject({ status: 502 });
    answers = {};
    expect([await redeliver(now), await redeliver(now), await redeliver(now + 3_600_000)]).toEqual([2, 0, 0]);
    expect(asked).toEqual(["1 404", "2 502", "2 202", "3 202"]);
  } finally {
    await shared.close();
  }
});

test("a delivery that fails again is asked for after growing delays, eight times at most, and for three days", () => {
  const minute = 60_000;
  const attempts = (...times: readonly number[]) =>
    times.map((deliveredAt, index) => ({ id: index + 1, guid: "a", deliveredAt: deliveredAt * minute }));
  const due = (failures: ReturnType<typeof attempts>, at: number) =>
    dueDeliveries(failures, at * minute).map(({ id }) => id);
  expect(due(attempts(0), 0)).toEqual([1]);
  expect(due(attempts(0, 1), 4)).toEqual([]);
  expect(due(attempts(0, 1), 5)).toEqual([2]);
  expect(due(attempts(0, 1, 5), 12)).toEqual([]);
  expect(due(attempts(0, 1, 5), 13)).toEqual([3]);
  expect(due(attempts(0, 1, 2, 3, 4, 5, 6, 7), 4_000)).toEqual([]);
  expect(due(attempts(0), 3 * 24 * 60)).toEqual([]);
  const later = { id: 9, guid: "b", deliveredAt: 2 * minute };
  expect(dueDeliveries([later, ...attempts(1)], 3 * minute).map(({ id }) => id)).toEqual([1, 9]);
});
