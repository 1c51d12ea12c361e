import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commitAll, git } from "../demo/git.ts";
import { type RunningProcess, start } from "../demo/process.ts";
import { newDataFolder } from "../test/app/data-folder.ts";
import { type HookReceiver, startHook } from "../test/app/hook-receiver.ts";
import { type PostgresServer, startPostgres } from "../test/app/postgres.ts";
import { type GitHubStandIn, startGitHub } from "../test/github/github.ts";
import { makeKey } from "../test/keys.ts";
import type { BenchRow } from "./row.ts";
import type { Delivery, Order, Sent } from "./sender.ts";

const secret = "It is a secret";
const permissions = { contents: "read", checks: "write", pull_requests: "write", metadata: "read" } as const;
/** Milliseconds that the stand-in for GitHub takes to respond. */
const latency = 20;
const cleanPushes = 500;
const madeUpKeys = 3_000;
const leaks = 20;

/**
 * The App under load: the time from a webhook's arrival to the hook's call while another installation pushes 500 times
 * and a fork adds 3,000 made-up keys in the same second, and the time to acknowledge 500 simultaneous webhooks.
 */
export async function benchLoad(): Promise<BenchRow[]> {
  const postgres = await startPostgres();
  const rows: BenchRow[] = [];
  try {
    for (const database of ["PGlite", "PostgreSQL"] as const) {
      for (const measure of [rescue, acknowledge]) {
        await using place = await createPlace(postgres, database);
        rows.push(...(await measure(place, database)));
      }
    }
    return rows;
  } finally {
    await postgres.stop();
  }
}

/** An App, its GitHub and its hook. */
interface Place extends AsyncDisposable {
  readonly github: GitHubStandIn;
  readonly hook: HookReceiver;
  readonly app: RunningProcess & { readonly url: string };
  /** Ids by repository. */
  readonly installations: ReadonlyMap<string, number>;
  /** Pushes files to a branch of a repository and resolves to the commits before and after the push. */
  push(repository: string, branch: string, files: Record<string, string>): Promise<{ before: string; after: string }>;
}

const repositories = ["acme/shop", "flood/site", "mob/app"] as const;

let made = 0;

async function createPlace(postgres: PostgresServer, database: "PGlite" | "PostgreSQL"): Promise<Place> {
  const [github, hook, data, folder] = await Promise.all([
    startGitHub(),
    startHook(),
    newDataFolder(),
    mkdtemp(join(tmpdir(), "keyhawk-bench-")),
  ]);
  const registered = github.registerApp({ slug: "keyhawk", webhookUrl: null, webhookSecret: secret, permissions });
  await git(folder, "init", "--quiet", "--initial-branch=main");
  const commit = async (files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
    return commitAll(folder, { message: "Change", author: "Ada <ada@acme.example>", date: "2026-11-24T09:00:00Z" });
  };
  const main = await commit({ "README.md": "# Shop\n" });
  const installations = new Map<string, number>();
  for (const repository of repositories) {
    const { cloneUrl } = await github.createRepository(repository);
    installations.set(repository, github.install(registered, repository.split("/")[0] ?? ""));
    await git(folder, "remote", "add", repository.replace("/", "-"), cloneUrl);
    await git(folder, "push", "--quiet", repository.replace("/", "-"), "main");
  }
  const environment: Record<string, string> = {
    HOST: "127.0.0.1",
    KEYHAWK_WRITE_INTERVAL: "20",
    // The App was installed long ago: its histories are scanned.
    KEYHAWK_HISTORY_CONCURRENCY: "0",
    PORT: "0",
    LOG_LEVEL: "info",
    LOG_FORMAT: "json",
    APP_ID: String(registered.id),
    PRIVATE_KEY: registered.privateKey,
    WEBHOOK_SECRET: secret,
    GHE_HOST: github.host,
    GHE_PROTOCOL: "http",
    KEYHAWK_HOOK_URL: hook.url,
    KEYHAWK_HOOK_SECRET: hook.secret,
    ...(database === "PGlite"
      ? { KEYHAWK_DATA: data }
      : { DATABASE_URL: await postgres.createDatabase(`load-${++made}`) }),
  };
  const running = start(join(import.meta.dirname, "../src/app/main.ts"), ["--env-file", "/dev/null"], environment);
  const [, url = ""] = await running.printed(/takes webhooks at (http:\/\/[^/]+)/, 100_000);
  const app = { ...running, url };
  github.addFault({ path: /./, delayMs: latency });
  return {
    github,
    hook,
    app,
    installations,
    async push(repository, branch, files) {
      await git(folder, "checkout", "--quiet", "-B", branch, main);
      const after = await commit(files);
      await git(folder, "push", "--quiet", "--force", repository.replace("/", "-"), branch);
      return { before: main, after };
    },
    async [Symbol.asyncDispose]() {
      await app.stop();
      await Promise.all([github.close(), hook.close()]);
      await Promise.all([data, folder].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}

/** Milliseconds from a webhook's arrival to the hook's call about its key, while the others flood the App. */
async function rescue(place: Place, database: "PGlite" | "PostgreSQL"): Promise<BenchRow[]> {
  const { github, hook } = place;
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

  const arrived = new Map<string, number>();
  hook.answer = async () => {
    const credential = hook.received.at(-1)?.request.data.credential ?? "";
    if (!arrived.has(credential)) arrived.set(credential, performance.timeOrigin + performance.now());
    return { result: "revoked", message: null };
  };
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

/** Sends webhooks to the App from another process; in their order. */
async function sendAll({ app, installations }: Place, deliveries: readonly Delivery[]): Promise<readonly Sent[]> {
  const installed = deliveries.map((delivery) => {
    const payload = delivery.payload as { repository: { full_name: string } };
    const installation = { id: installations.get(payload.repository.full_name) };
    return { ...delivery, payload: { ...payload, installation } };
  });
  const sender = fork(join(import.meta.dirname, "sender.ts"));
  const order: Order = { url: app.url, secret, deliveries: installed };
  sender.send(order);
  const [sent] = (await Promise.race([once(sender, "message"), failed(sender)])) as [readonly Sent[]];
  return sent;
}

async function failed(sender: ChildProcess): Promise<never> {
  const [code] = await once(sender, "exit");
  throw new Error(`The process that sends webhooks ended early, with ${code}.`);
}

/** The same event about a pull request whose head is in a fork. */
function fromFork(payload: unknown): unknown {
  const { pull_request: pull, ...event } = payload as { pull_request: { head: object } };
  const repo = { full_name: "mallory/app", owner: { login: "mallory" } };
  return { ...event, pull_request: { ...pull, head: { ...pull.head, repo } } };
}

function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
