import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../test/app/postgres.ts";
import { makeKey } from "../test/keys.ts";
import { createPlace, noteCalls, type Place, percentile, sendAll } from "./place.ts";
import type { BenchRow } from "./row.ts";
import { benchStorm } from "./scale.ts";
import type { Delivery } from "./sender.ts";

const cleanPushes = 500;
const madeUpKeys = 3_000;
const leaks = 20;

const repositories = ["acme/shop", "flood/site", "mob/app"];

/**
 * The App under load: the time from a webhook's arrival to the hook's call while another installation pushes 500 times
 * and a fork adds 3,000 made-up keys in the same second, and the time to acknowledge 500 simultaneous webhooks. Then a storm of pushes at 500 a second.
 * @param pushes of the storm
 */
export async function benchLoad(pushes: number): Promise<BenchRow[]> {
  const postgres = await startPostgres();
  const rows: BenchRow[] = [];
  try {
    for (const database of ["PGlite", "PostgreSQL"] as const) {
      for (const measure of [rescue, acknowledge]) {
        await using place = await createPlace(postgres, { database, repositories });
        rows.push(...(await measure(place, database)));
      }
    }
  } finally {
    await postgres.stop();
  }
  return [...rows, ...(await benchStorm(pushes))];
}

/** Milliseconds from a webhook's arrival to the hook's call about its key, while the others flood the App. */
async function rescue(place: Place, database: "PGlite" | "PostgreSQL"): Promise<BenchRow[]> {
  const { github } = place;
  const keys = Array.from({ length: leaks }, (_, index) => makeKey("openai-project-key", `load:${database}:${index}`));
  const events: unknown[] = [];
  for (const [index, key] of keys.entries()) {
    const ends = await place.push("acme/shop", `leak-${index}`, { "a.env": `OPENAI_API_KEY=${key}\n` });
    events.push(await github.pushEvent("acme/shop", { ref: `refs/heads/leak-${index}`, ...ends }));
  }
  const clean = await place.push("flood/site", "clean", { "a.txt": "1\n" });
  const pushEvent = await github.pushEvent("flood/site", { ref: "refs/heads/clean", ...clean });
  const made = Array.from({ length: madeUpKeys }, (_, index) => makeKey("openai-project-key", `made up:${index}`));
  await place.push("mob/app", "flood", { "keys.txt": `${made.join("\n")}\n` });
  const { number } = await github.openPullRequest({ repository: "mob/app", title: "Keys", head: "flood" });
  const pull = fromFork(await github.pullRequestEvent("mob/app", number));

  const arrived = noteCalls(place);
  const leaking = events.map(
    (event, index): Delivery => ({ event: "push", payload: event, after: (index * 1_000) / leaks }),
  );
  const flood = Array.from({ length: cleanPushes }, (_, index): Delivery => {
    const payload = { ...(pushEvent as object), ref: `refs/heads/clean-${index}` };
    return { event: "push", payload, after: 0 };
  });
  const sent = await sendAll(place, [...leaking, ...flood, { event: "pull_request", payload: pull, after: 0 }]);
  while (keys.some((key) => !arrived.has(key))) await sleep(20);
  const times = keys.map((key, index) => (arrived.get(key) ?? 0) - (sent[index]?.sent ?? 0));
  return [
    {
      name: `webhook to hook under a flood, ${database}, 99th of 100`,
      baseline: `2 s, beside ${cleanPushes} clean pushes and ${madeUpKeys} made-up keys`,
      value: percentile(times, 0.99) / 1_000,
      unit: "s",
      target: 2,
    },
  ];
}

/** Milliseconds until each of 500 simultaneous webhooks is acknowledged. */
async function acknowledge(place: Place, database: "PGlite" | "PostgreSQL"): Promise<BenchRow[]> {
  const ends = await place.push("flood/site", "at-once", { "b.txt": "1\n" });
  const event = await place.github.pushEvent("flood/site", { ref: "refs/heads/at-once", ...ends });
  const deliveries = Array.from({ length: cleanPushes }, (_, index): Delivery => {
    return { event: "push", payload: { ...(event as object), ref: `refs/heads/at-once-${index}` }, after: 0 };
  });
  const times = (await sendAll(place, deliveries)).map(({ sent, acknowledged }) => acknowledged - sent);
  const target = database === "PGlite" ? 500 : 200;
  return [
    {
      name: `acknowledgement, ${cleanPushes} webhooks at once, ${database}, 99th of 100`,
      baseline: `${target} ms`,
      value: percentile(times, 0.99),
      unit: "ms",
      target,
    },
  ];
}

/** The same event about a pull request whose head is in a fork. */
function fromFork(payload: unknown): unknown {
  const { pull_request: pull, ...event } = payload as { pull_request: { head: object } };
  const repo = { full_name: "mallory/app", owner: { login: "mallory" } };
  return { ...event, pull_request: { ...pull, head: { ...pull.head, repo } } };
}
