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
import type { PostgresServer } from "../test/app/postgres.ts";
import { type GitHubStandIn, startGitHub } from "../test/github/github.ts";
import type { Delivery, Order, Sent } from "./sender.ts";

const secret = "It is a secret";
const permissions = { contents: "read", checks: "write", pull_requests: "write", metadata: "read" } as const;
/** Milliseconds that the stand-in for GitHub takes to respond. */
const latency = 20;

/** A process of the App. */
export interface AppProcess extends RunningProcess {
  readonly url: string;
  /** Address of its metrics. */
  readonly metrics: string;
}

export interface PlaceOptions {
  readonly database: "PGlite" | "PostgreSQL";
  /** Full names; each owner is an installation. */
  readonly repositories: readonly string[];
  /** The role of each process; one that does everything when not given. */
  readonly roles?: readonly string[];
  /** One request to GitHub of so many is answered with 502; none when not given. */
  readonly failEvery?: number;
  /** One request to GitHub of so many meets a secondary rate limit of a second; none when not given. */
  readonly limitEvery?: number;
}

/** An App, its GitHub and its hook. */
export interface Place extends AsyncDisposable {
  readonly github: GitHubStandIn;
  readonly hook: HookReceiver;
  /** The processes of the App; the first one takes webhooks. */
  readonly apps: readonly AppProcess[];
  /** Ids by repository. */
  readonly installations: ReadonlyMap<string, number>;
  /** Uses up an installation's rate limit for some seconds from now; resolves when it is reset. */
  useUpLimit(owner: string, seconds: number): Promise<void>;
  /** Pushes files to a branch of a repository and resolves to the commits before and after the push. */
  push(repository: string, branch: string, files: Record<string, string>): Promise<{ before: string; after: string }>;
}

let made = 0;

/** Starts an App on a new database, with a GitHub that takes 20 ms for each answer. */
export async function createPlace(
  postgres: PostgresServer,
  { database, failEvery, limitEvery, repositories, roles = ["all"] }: PlaceOptions,
): Promise<Place> {
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
  const owners = new Map<string, number>();
  for (const repository of repositories) {
    const { cloneUrl } = await github.createRepository(repository);
    const owner = repository.split("/")[0] ?? "";
    const installation = owners.get(owner) ?? github.install(registered, owner);
    owners.set(owner, installation);
    installations.set(repository, installation);
    await git(folder, "remote", "add", repository.replace("/", "-"), cloneUrl);
    await git(folder, "push", "--quiet", repository.replace("/", "-"), "main");
  }
  const environment: Record<string, string> = {
    HOST: "127.0.0.1",
    KEYHAWK_WRITE_INTERVAL: "20",
    // The App was installed long ago: its histories are scanned.
    KEYHAWK_HISTORY_CONCURRENCY: "0",
    PORT: "0",
    KEYHAWK_METRICS_PORT: "0",
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
  const apps: AppProcess[] = [];
  for (const role of roles) apps.push(await startApp({ ...environment, KEYHAWK_ROLE: role }));
  const always = { path: /./, times: Number.POSITIVE_INFINITY };
  if (failEvery !== undefined) github.addFault({ ...always, status: 502, every: failEvery });
  if (limitEvery !== undefined) {
    const body = { message: "You have exceeded a secondary rate limit." };
    github.addFault({ ...always, status: 403, headers: { "retry-after": "1" }, body, every: limitEvery });
  }
  const addLatency = () => github.addFault({ ...always, delayMs: latency });
  let endLatency = addLatency();
  return {
    github,
    hook,
    apps,
    installations,
    async useUpLimit(owner, seconds) {
      const reset = Math.ceil(Date.now() / 1_000) + seconds;
      // The oldest of the faults that a request meets counts.
      endLatency();
      const end = github.addFault({
        ...{ path: new RegExp(`^/repos/${owner}/`), times: Number.POSITIVE_INFINITY },
        status: 403,
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
        body: { message: "API rate limit exceeded for installation." },
      });
      endLatency = addLatency();
      await sleep(reset * 1_000 - Date.now());
      end();
    },
    async push(repository, branch, files) {
      await git(folder, "checkout", "--quiet", "-B", branch, main);
      const after = await commit(files);
      await git(folder, "push", "--quiet", "--force", repository.replace("/", "-"), branch);
      return { before: main, after };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(apps.map((app) => app.stop()));
      await Promise.all([github.close(), hook.close()]);
      await Promise.all([data, folder].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
}

async function startApp(environment: Record<string, string>): Promise<AppProcess> {
  const running = start(join(import.meta.dirname, "../src/app/main.ts"), ["--env-file", "/dev/null"], environment);
  const [, url = ""] = await running.printed(/(?:takes webhooks at|with the role \w+;) (http:\/\/[^/]+)/, 100_000);
  const [, metrics = ""] = await running.printed(/Metrics are at (http:\S+?)\.(?:"|\s)/);
  return { ...running, url, metrics };
}

/** Sends webhooks to the App from another process; in their order. */
export async function sendAll(
  { apps, installations }: Place,
  deliveries: readonly Delivery[],
): Promise<readonly Sent[]> {
  const installed = deliveries.map((delivery) => {
    const payload = delivery.payload as { repository: { full_name: string } };
    const installation = { id: installations.get(payload.repository.full_name) };
    return { ...delivery, payload: { ...payload, installation } };
  });
  const sender = fork(join(import.meta.dirname, "sender.ts"));
  const order: Order = { url: apps[0]?.url ?? "", secret, deliveries: installed };
  sender.send(order);
  const [sent] = (await Promise.race([once(sender, "message"), failed(sender)])) as [readonly Sent[]];
  return sent;
}

async function failed(sender: ChildProcess): Promise<never> {
  const [code] = await once(sender, "exit");
  throw new Error(`The process that sends webhooks ended early, with ${code}.`);
}

/** When the hook was first called about each key. */
export function noteCalls({ hook }: Place): ReadonlyMap<string, number> {
  const called = new Map<string, number>();
  hook.answer = async () => {
    const credential = hook.received.at(-1)?.request.data.credential ?? "";
    if (!called.has(credential)) called.set(credential, now());
    return { result: "revoked", message: null };
  };
  return called;
}

/** @param share 0.5 for the median */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Milliseconds since 1970, as finely as the clock measures them. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
