import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningApp } from "../../src/app/start-app.ts";
import type { IncidentRecord } from "../../src/incident/records.ts";
import { keyhawk } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { runApp } from "./running-app.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";

let world: AppWorld;
let app: RunningApp;
let environment: Record<string, string>;
let database: Client;
beforeAll(async () => {
  const { url, ...place } = await serverDatabase();
  world = await createAppWorld(repository, place);
  database = new Client({ connectionString: url });
  await database.connect();
  environment = world.environment({ KEYHAWK_HOOK_TIMEOUT: "1" });
  // Three attempts that are eight hours apart, so that only the clock of this test gets to the next one.
  const retry = { limit: 3, delay: 28_800, maximum: 28_800 };
  app = await runApp(environment, { retry });
  world.connect(app.url);
});
afterAll(async () => {
  await app.stop();
  expect(world.github.violations).toEqual([]);
  await database.end();
  await world.close();
});

/** Moves the clock of the queue: jobs that wait for another attempt see this much of it pass. */
const pass = (hours: number) =>
  database.query(
    `update keyhawk_queue.job set start_after = start_after - make_interval(hours => $1) where state = 'retry'`,
    [hours],
  );

const comment = (number: number) => world.github.comments(repository, number)[0]?.body ?? "";
const shows = (number: number, pattern: RegExp) =>
  until(`${pattern} in #${number}`, () => (pattern.test(comment(number)) ? true : null));
const calls = (raw: string) => world.hook.received.filter(({ request }) => request.data.credential === raw);
const called = (raw: string, times: number) =>
  until(`call ${times} of the hook`, () => (calls(raw).length >= times ? true : null));

async function leak(branch: string, raw: string): Promise<number> {
  await world.push(branch, { [`${branch}.env`]: `OPENAI_API_KEY=${raw}\n` });
  return (await world.github.openPullRequest({ repository, title: "A change", head: branch })).number;
}

const incidents = (...words: readonly string[]) => keyhawk(["incidents", ...words], { env: environment });

async function recordOf(raw: string): Promise<IncidentRecord> {
  const all: IncidentRecord[] = JSON.parse((await incidents("export")).stdout).incidents;
  const found = all.find(({ masked }) => masked.endsWith(raw.slice(-4)));
  if (found === undefined) throw new Error("There is no such incident.");
  return found;
}

const queued = async () =>
  Number((await database.query("select count(*) from keyhawk_queue.job where state = 'retry'")).rows[0].count);

test("a hook that is down for a day is shown as failed everywhere, and is called again when a person asks for it", async () => {
  const [raw, pushed] = ["down", "pushed"].map((seed) => makeKey("openai-project-key", `failed-hook:${seed}`)) as [
    string,
    string,
  ];
  world.hook.answer = async () => 503;
  const number = await leak("down", raw);
  await world.push("main", { "pushed.env": `OPENAI_API_KEY=${pushed}\n` });
  await shows(number, /Revocation asked for/);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await Promise.all([called(raw, attempt), called(pushed, attempt)]);
    await until("the jobs to wait", async () => ((await queued()) === 2 ? true : null));
    await pass(8);
  }
  await shows(number, /The revocation hook failed for a day\. It answered 503\./);
  expect(comment(number)).toContain("Not revoked");
  const { id, log, response, state } = await recordOf(raw);
  expect({ state, result: response?.result }).toEqual({ state: "open", result: "failed" });
  expect(log.at(-1)).toMatchObject({ event: "hook-failed", actor: new URL(world.hook.url).host });
  expect((await incidents("--response", "failed")).stdout).toMatch(
    /open {7}failed .*\n.*open {7}failed .*\n2 incidents/,
  );
  expect((await incidents("export", "--format", "csv")).stdout).toMatch(/"failed"\r\n/);

  world.hook.answer = async () => ({ result: "revoked", message: "Deleted in project Shop." });
  expect(await incidents("retry", "--failed", "--by", "ada")).toMatchObject({ code: 0, stderr: "" });
  await shows(number, /Deleted in project Shop\./);
  await until("the pushed key's end", async () => ((await recordOf(pushed)).state === "revoked" ? true : null));
  expect(calls(raw)).toHaveLength(5);
  expect(new Set(calls(raw).map((call) => call.id)).size).toBe(1);
  const { log: after } = await recordOf(raw);
  expect(after.slice(log.length).map(({ actor, event }) => `${actor.replace(/^127.*/, "hook")} ${event}`)).toEqual([
    ...["ada ordered", "keyhawk hook-called", "hook hook-answered"],
  ]);
  const settled = await incidents("retry", id);
  expect(settled).toMatchObject({ code: 2, stderr: expect.stringContaining("This incident is revoked") });
  expect((await incidents("retry")).code).toBe(2);
}, 120_000);

test("an answer that comes too late is asked for again, garbage leaves the key to a person, and a second answer changes nothing", async () => {
  const raw = makeKey("openai-project-key", "failed-hook:late");
  let first = true;
  const late = Promise.withResolvers<void>();
  world.hook.answer = async () => {
    if (first) {
      first = false;
      await late.promise;
    }
    return { result: "revoked", message: "Deleted once." };
  };
  const number = await leak("late", raw);
  await called(raw, 1);
  await until("the job to wait", async () => ((await queued()) === 1 ? true : null));
  await pass(8);
  await shows(number, /Deleted once\./);
  late.resolve();
  const { log, state } = await recordOf(raw);
  expect(state).toBe("revoked");
  expect(log.filter(({ event }) => event === "hook-answered")).toHaveLength(1);
  expect(new Set(calls(raw).map(({ id }) => id)).size).toBe(1);

  const garbled = makeKey("openai-project-key", "failed-hook:garbage");
  world.hook.answer = async () => JSON.parse(JSON.stringify({ result: "burned", message: garbled }));
  const other = await leak("garbage", garbled);
  await shows(other, /did not say what it did with it/);
  expect((await recordOf(garbled)).state).toBe("open");
  expect(calls(garbled)).toHaveLength(1);
});

test("a person closes and reopens an incident on a PostgreSQL server while the App runs", async () => {
  const raw = makeKey("openai-project-key", "failed-hook:closed");
  world.hook.answer = async () => ({ result: "manual", message: "Ask the owner." });
  const number = await leak("closed", raw);
  await shows(number, /Ask the owner\./);
  const { id, fingerprint } = await recordOf(raw);
  const reason = ["--reason", "A key of our tests", "--by", "ada"];
  expect(await incidents("close", id.slice(0, 8), "--as", "dismissed", ...reason)).toMatchObject({ code: 0 });
  await shows(number, /dismissed by ada: A key of our tests/);
  expect(await incidents("reopen", fingerprint, "--reason", "In use", "--by", "bob")).toMatchObject({ code: 0 });
  await until("the comment of an open incident", () => (comment(number).includes("dismissed by ada") ? null : true));
  expect((await incidents("show", id)).stdout).toMatch(/ada {2}closed: dismissed.*\n.*bob {2}reopened/);
  expect(JSON.stringify(await recordOf(raw))).not.toContain(raw);
});
