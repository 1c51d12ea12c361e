import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../test/app/postgres.ts";
import { makeKey } from "../test/keys.ts";
import { type AppProcess, createPlace, noteCalls, now, type Place, percentile, sendAll } from "./place.ts";
import type { BenchRow } from "./row.ts";
import type { Delivery } from "./sender.ts";

/** Webhooks a second. */
const rate = 500;
/** One push of so many leaks a key. */
const leakEvery = 20;

interface Setting {
  readonly name: string;
  readonly database: "PGlite" | "PostgreSQL";
  readonly roles: readonly string[];
  readonly failEvery?: number;
  readonly limitEvery?: number;
}

const oneProcess: Setting = { name: "one process, PostgreSQL", database: "PostgreSQL", roles: ["all"] };

/** GitHub on a bad day. */
const troubled: Setting = {
  ...oneProcess,
  name: "one process, PostgreSQL, 5 % failures and rate limits",
  failEvery: 20,
  limitEvery: 200,
};

/** Seconds for which one installation has nothing left of its limit, on such a day: too long to wait inside a job. */
const usedUp = 30;

const settings: readonly Setting[] = [
  { name: "one process, PGlite", database: "PGlite", roles: ["all"] },
  oneProcess,
  { name: "web and 2 workers", database: "PostgreSQL", roles: ["web", "worker", "worker"] },
  {
    name: "web and 4 workers",
    database: "PostgreSQL",
    roles: ["web", "worker", "worker", "worker", "worker"],
  },
  troubled,
];

/**
 * Pushes at 500 a second, of which 95 % are clean, on 50 repositories of ten installations: how many events a second
 * each setting handles, and how long its acknowledgements, calls of the hook and check runs take. Throws when one is lost.
 * @param count number of pushes
 */
export function benchScale(count: number): Promise<BenchRow[]> {
  return measureAll(settings, count);
}

/** The same with one process alone, on a good and on a bad day of GitHub's. */
export function benchStorm(count: number): Promise<BenchRow[]> {
  return measureAll([oneProcess, troubled], count);
}

async function measureAll(some: readonly Setting[], count: number): Promise<BenchRow[]> {
  const postgres = await startPostgres();
  try {
    const rows: BenchRow[] = [];
    for (const setting of some) rows.push(...(await measure(setting, count, postgres)));
    return rows;
  } finally {
    await postgres.stop();
  }
}

async function measure(
  setting: Setting,
  count: number,
  postgres: Awaited<ReturnType<typeof startPostgres>>,
): Promise<BenchRow[]> {
  const repositories = Array.from({ length: 50 }, (_, index) => `owner-${index % 10}/repository-${index}`);
  await using place = await createPlace(postgres, { ...setting, repositories });
  const leaks = await prepare(place, repositories, setting.name, Math.floor(count / leakEvery));
  const clean = new Map<string, object>();
  for (const repository of repositories) {
    const ends = await place.push(repository, "clean", { "a.txt": "1\n" });
    clean.set(repository, (await place.github.pushEvent(repository, { ref: "refs/heads/clean", ...ends })) as object);
  }
  const called = noteCalls(place);
  const deliveries = Array.from({ length: count }, (_, index): Delivery => {
    const leak = index % leakEvery === 0 ? leaks[index / leakEvery] : undefined;
    const of = clean.get(repositories[index % repositories.length] ?? "");
    const payload = leak?.event ?? { ...of, ref: `refs/heads/clean-${index}` };
    return { event: "push", payload, after: (index * 1_000) / rate };
  });
  const start = now();
  const limited = setting.limitEvery === undefined ? null : place.useUpLimit("owner-0", usedUp);
  const sending = sendAll(place, deliveries);
  const published = await notePublished(place, leaks, called);
  const sent = await sending;
  await untilIdle(place);
  const seconds = (now() - start) / 1_000;
  await limited;
  await checkNothingLost(place, leaks);
  const toHook = leaks.map(({ key }, index) => (called.get(key) ?? 0) - (sent[index * leakEvery]?.sent ?? 0));
  const toCheck = leaks.map(({ sha }, index) => (published.get(sha) ?? 0) - (sent[index * leakEvery]?.sent ?? 0));
  const acknowledged = sent.map((each) => each.acknowledged - each.sent);
  const memory = await Promise.all(place.apps.map(residentMegabytes));
  const row = (what: string, value: number, unit: string): BenchRow => ({
    ...{ name: `${setting.name}: ${what}`, baseline: `${count} pushes, ${rate} a second`, value, unit },
    target: Number.POSITIVE_INFINITY,
  });
  return [
    row("events a second", count / seconds, "a second"),
    row("acknowledgement, median", percentile(acknowledged, 0.5), "ms"),
    row("acknowledgement, 99th of 100", percentile(acknowledged, 0.99), "ms"),
    row("to the hook, median", percentile(toHook, 0.5) / 1_000, "s"),
    row("to the hook, 99th of 100", percentile(toHook, 0.99) / 1_000, "s"),
    row("to the check run, median", percentile(toCheck, 0.5) / 1_000, "s"),
    row("to the check run, 99th of 100", percentile(toCheck, 0.99) / 1_000, "s"),
    row(
      "memory of all processes",
      memory.reduce((sum, each) => sum + each, 0),
      "MB",
    ),
  ];
}

interface Leak {
  readonly key: string;
  readonly repository: string;
  readonly sha: string;
  readonly event: unknown;
}

async function prepare(
  place: Place,
  repositories: readonly string[],
  seed: string,
  count: number,
): Promise<readonly Leak[]> {
  const leaks: Leak[] = [];
  for (let index = 0; index < count; index++) {
    const key = makeKey("openai-project-key", `scale:${seed}:${index}`);
    const repository = repositories[index % repositories.length] ?? "";
    const ends = await place.push(repository, `leak-${index}`, { "a.env": `OPENAI_API_KEY=${key}\n` });
    const event = await place.github.pushEvent(repository, { ref: `refs/heads/leak-${index}`, ...ends });
    leaks.push({ key, repository, sha: ends.after, event });
  }
  return leaks;
}

/** When each leak's check run was there; resolves when everything is, and rejects when something is missing. */
async function notePublished(
  { github }: Place,
  leaks: readonly Leak[],
  called: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const published = new Map<string, number>();
  const deadline = now() + 600_000;
  while (published.size < leaks.length || called.size < leaks.length) {
    for (const { repository, sha } of leaks) {
      if (!published.has(sha) && github.checkRuns(repository, sha).length > 0) published.set(sha, now());
    }
    if (now() > deadline) {
      throw new Error(
        `Lost: ${leaks.length - published.size} check runs, ${leaks.length - called.size} calls of the hook.`,
      );
    }
    await sleep(100);
  }
  return published;
}

/** Throws when a job was given up, or a check run was written twice. */
async function checkNothingLost({ apps, github }: Place, leaks: readonly Leak[]): Promise<void> {
  const givenUp = /^keyhawk_job_seconds_count\{[^}]*result="given-up"[^}]*\} [1-9]/m;
  if ((await Promise.all(apps.map(metricsOf))).some((text) => givenUp.test(text)))
    throw new Error("A job was given up.");
  const doubles = leaks.filter(({ repository, sha }) => github.checkRuns(repository, sha).length > 1);
  if (doubles.length > 0) throw new Error(`Doubled: the check runs of ${doubles.length} pushes.`);
}

async function untilIdle({ apps }: Place): Promise<void> {
  for (;;) {
    const { queue } = (await (await fetch(`${apps[0]?.url}/healthz`)).json()) as { queue: number };
    if (queue === 0) return;
    await sleep(100);
  }
}

async function residentMegabytes(app: AppProcess): Promise<number> {
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(await metricsOf(app))?.[1] ?? 0) / 1e6;
}

async function metricsOf({ metrics }: AppProcess): Promise<string> {
  return (await fetch(metrics)).text();
}
