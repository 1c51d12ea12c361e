import { afterAll, beforeAll, expect, test } from "vitest";
import { answerHistoryRequest, type HistoryRecord } from "../../src/app/history/history-request.ts";
import { createHistoryWorker } from "../../src/app/history/history-worker.ts";
import { queueInstallations } from "../../src/app/history/queue-installations.ts";
import { createQuotas } from "../../src/app/history/quota.ts";
import { progressOf } from "../../src/cli/history/progress.ts";
import { type Database, openDatabase } from "../../src/incident/database.ts";
import {
  finishHistory,
  forgetInstallation,
  forgetRepositories,
  historiesOf,
  historyOf,
  type ListedHistory,
  suspendInstallation,
  syncHistories,
} from "../../src/incident/histories.ts";
import type { NewJob } from "../../src/incident/job.ts";
import { readIncidents } from "../../src/incident/records.ts";
import { recordSightings } from "../../src/incident/sightings.ts";
import { makeUrgent } from "../../src/incident/urgent.ts";
import { address } from "../../src/source/document.ts";
import { serverDatabase } from "./server-database.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ type: "server", url: (await serverDatabase()).url });
});
afterAll(() => database.close());

const listed = (repository: number, given: Partial<ListedHistory> = {}): ListedHistory => ({
  ...{ repository, part: "code", installation: 1, owner: "acme", repo: `shop-${repository}` },
  ...{ visibility: "private", defaultBranch: "main", size: 10 },
  ...given,
});

/** Brings the record up to date; resolves to the names of the repositories to scan. */
const sync = async (installation: number, histories: readonly ListedHistory[], engine = "one") => {
  const wanted = await database.tables
    .transaction()
    .execute((transaction) => syncHistories(transaction, installation, histories, engine));
  return wanted.map(({ repo }) => repo);
};

/** Ends every scan that waits. */
const scanAll = async (engine = "one") => {
  for (const history of await historiesOf(database.tables)) {
    if (history.state !== "waiting") continue;
    const scanned = { refs: [{ id: "a".repeat(40), name: "0".repeat(16) }], engine };
    await finishHistory(database.tables, history, { state: "scanned", reason: null, scanned, keys: 1, bytes: 5 });
  }
};

/** Names and states, and how many refs were scanned. */
const known = async () => {
  const all = await historiesOf(database.tables);
  const whole = await Promise.all(all.map((history) => historyOf(database.tables, history)));
  return whole.map((history) => [history?.repo, history?.state, history?.refs?.length]);
};

test("histories are queued once, and again when a release finds more kinds of keys", async () => {
  expect(await sync(1, [listed(1), listed(2)])).toEqual(["shop-1", "shop-2"]);
  await scanAll();
  expect(await sync(1, [listed(1), listed(2), listed(3)])).toEqual(["shop-3"]);
  await scanAll();
  expect(await sync(1, [listed(1), listed(2), listed(3)])).toEqual([]);
  expect(await sync(1, [listed(1), listed(2), listed(3)], "two")).toEqual(["shop-1", "shop-2", "shop-3"]);
  await scanAll("two");
});

test("a renamed repository keeps what was scanned, and its keys are urgent when it is made public", async () => {
  const fingerprint = "f".repeat(32);
  const place = (path: string) => ({
    ...{ address: address("patch", { path, commit: "c".repeat(40) }), line: 1, column: 1, endLine: 1, endColumn: 2 },
    ...{ encoding: [], excerpt: { text: "…", start: 0, end: 1, partial: true } },
  });
  const see = (repo: string, path: string) =>
    database.tables.transaction().execute((transaction) =>
      recordSightings(transaction, "acme", `acme/${repo}`, [
        {
          ...{ fingerprint, kind: "openai-project-key", masked: "sk-proj-…0000", severity: "high" },
          places: [place(path)],
        },
      ]),
    );
  await see("shop-1", "old.env");
  await see("Store", "new.env");
  await see("Store", "old.env");
  await see("other", "old.env");
  expect(await sync(1, [listed(1, { repo: "Store" }), listed(2), listed(3)], "two")).toEqual([]);
  await see("Store", "old.env");
  const [incident] = await readIncidents(database.tables, {});
  expect(incident?.places.map(({ repository, path }) => `${repository} ${path}`).toSorted()).toEqual([
    "acme/Store new.env",
    "acme/Store old.env",
    "acme/other old.env",
  ]);
  const urgent = await database.tables
    .transaction()
    .execute((transaction) => makeUrgent(transaction, "acme", "acme/store"));
  expect(urgent).toEqual([incident?.id]);
});

test("a transferred repository is scanned anew for its new owner, whichever installation reports first", async () => {
  const moved = listed(1, { repo: "store", installation: 2, owner: "umbrella" });
  expect(await sync(2, [moved], "two")).toEqual(["store"]);
  expect(await historyOf(database.tables, moved)).toMatchObject({ owner: "umbrella", refs: null, state: "waiting" });
  await scanAll("two");
  expect(await sync(2, [moved], "two")).toEqual([]);
  await forgetRepositories(database.tables, 1, [1]);
  expect(await sync(1, [listed(2), listed(3)], "two")).toEqual([]);
  expect(await known()).toEqual([
    ["shop-2", "scanned", 1],
    ["shop-3", "scanned", 1],
    ["store", "scanned", 1],
  ]);
});

test("one history can be looked up by the name of its repository", async () => {
  const ask = (repository: string) =>
    answerHistoryRequest(database, () => Promise.reject(new Error("No queue is needed.")), {
      ...{ action: "list-histories", repository },
    });
  expect((await ask("ACME/shop-2")).map(({ repository, state }) => [repository, state])).toEqual([
    ["acme/shop-2", "scanned"],
  ]);
  await expect(ask("acme/none")).rejects.toThrow("The App is not installed on acme/none: see `keyhawk history`.");
});

test("a removed repository and a deleted installation are forgotten, and scanned anew when they come back", async () => {
  await forgetRepositories(database.tables, 1, [3]);
  await forgetInstallation(database.tables, 2);
  expect(await known()).toEqual([["shop-2", "scanned", 1]]);
  expect(await sync(1, [listed(2), listed(3)], "two")).toEqual(["shop-3"]);
});

test("a suspended installation waits until it is active again", async () => {
  await suspendInstallation(database.tables, 1);
  expect(await known()).toEqual([
    ["shop-2", "scanned", 1],
    ["shop-3", "suspended", undefined],
  ]);
  expect(await sync(1, [listed(2), listed(3)], "two")).toEqual(["shop-3"]);
});

test("histories leave the last fifth of a rate limit to events", async () => {
  const quotas = createQuotas();
  const now = Date.now();
  const reset = Math.floor(now / 1_000) + 600;
  const answerWith = async (remaining: number, resource = "core") => {
    const limits = { limit: "5000", remaining: String(remaining), reset: String(reset), resource };
    const headers = Object.entries(limits).map(([name, value]): [string, string] => [`x-ratelimit-${name}`, value]);
    await quotas.fetchOf(async () => new Response("{}", { headers }), 7)("https://api.github.com/");
    return quotas.reservedUntil(7, now);
  };
  expect([await answerWith(1_000), await answerWith(10, "graphql"), await answerWith(999)]).toEqual([
    null,
    null,
    reset * 1_000,
  ]);
  expect([quotas.reservedUntil(8, now), quotas.reservedUntil(7, reset * 1_000)]).toEqual([null, null]);
  expect([await answerWith(400), await answerWith(5_000)]).toEqual([reset * 1_000, null]);

  await sync(7, [listed(70, { installation: 7 })]);
  const options = { database, quotas: { reservedUntil: () => now + 600_000 } };
  const worker = createHistoryWorker(options as unknown as Parameters<typeof createHistoryWorker>[0]);
  const payload = { type: "scan", installation: 7, repository: 70, part: "code" };
  const job = { id: "1", payload, attempt: 0, signal: new AbortController().signal };
  await expect(worker.run(job)).rejects.toMatchObject({ name: "Resting", until: now + 600_000 });
  await forgetInstallation(database.tables, 7);
});

test("a history and an installation that GitHub no longer shows are not waited for", async () => {
  await sync(8, [listed(80, { installation: 8 }), listed(81, { installation: 8 })]);
  const gone = async () => {
    throw Object.assign(new Error("Not Found"), { status: 404 });
  };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const options = { database, log, quotas: { reservedUntil: () => null }, clientOf: gone };
  const worker = createHistoryWorker(options as unknown as Parameters<typeof createHistoryWorker>[0]);
  const { signal } = new AbortController();
  const run = (payload: object, attempt: number) => worker.run({ id: "1", payload, attempt, signal });
  const states = async () =>
    (await historiesOf(database.tables, { installation: 8 })).map(({ state, reason }) => [state, reason]);

  const scan = { type: "scan", installation: 8, repository: 80, part: "code" };
  await expect(run(scan, 0)).rejects.toThrow("GitHub answered 404");
  await run(scan, 2);
  expect(await states()).toEqual([
    ["failed", "GitHub no longer shows it to the App."],
    ["waiting", null],
  ]);
  await run({ type: "list", installation: 8 }, 2);
  expect(await states()).toEqual([]);
});

test("on start, installations that GitHub no longer lists are looked at, and suspended ones are left alone", async () => {
  await forgetInstallation(database.tables, 1);
  for (const installation of [20, 21, 22]) await sync(installation, [listed(installation, { installation })]);
  const data = [
    { id: 20, suspended_at: null },
    { id: 22, suspended_at: "2026-11-25T10:00:00Z" },
    { id: 23, suspended_at: null },
  ];
  const added: unknown[] = [];
  const queue = {
    isWaiting: async () => false,
    add: async (_: unknown, jobs: readonly NewJob[]) => added.push(...jobs.map(({ payload }) => payload)),
  };
  const app = { auth: async () => ({ request: async () => ({ data }) }) };
  const [probot, jobs] = [app, queue] as unknown as [
    Parameters<typeof queueInstallations>[0],
    Parameters<typeof queueInstallations>[3],
  ];
  await queueInstallations(probot, fetch, database, jobs);
  expect(added).toEqual([20, 23, 21].map((installation) => ({ type: "list", installation })));
  for (const installation of [20, 21, 22]) await forgetInstallation(database.tables, installation);
});

test("the time left follows from the pace so far", () => {
  const record = (state: HistoryRecord["state"], size: number, scannedAt: string | null): HistoryRecord => ({
    ...{ repository: "acme/shop", part: "code", visibility: "private", reason: null, keys: 0, bytes: 0 },
    ...{ state, size, queuedAt: "2026-11-25T10:00:00.000Z", scannedAt },
  });
  const done = record("scanned", 9_000, "2026-11-25T10:10:00.000Z");
  const before = record("scanned", 500_000, "2026-11-24T10:00:00.000Z");
  expect(progressOf([done, before, record("waiting", 19_000, null)])).toEqual({
    ...{ histories: 3, scanned: 2, bytes: 0, waiting: 1, bytesLeft: 19_000_000 },
    timeLeft: 20 * 60_000,
  });
  expect(progressOf([before, record("waiting", 1, null)]).timeLeft).toBeNull();
  expect(progressOf([done]).timeLeft).toBeNull();
});
