import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administer } from "../../src/app/incidents/administer.ts";
import { builtFile, compileCache } from "../built/built.ts";
import { makeKey } from "../keys.ts";
import { folderDatabase } from "./app-database.ts";
import { filesHolding, holds } from "./leaked-bytes.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";

let database: Awaited<ReturnType<typeof folderDatabase>>;
let world: AppWorld;
let child: ChildProcess | undefined;
let output = "";

const environment = () => world.environment({ LOG_LEVEL: "debug", KEYHAWK_HISTORY_CONCURRENCY: "1" });

beforeAll(async () => {
  database = await folderDatabase();
  world = await createAppWorld(repository, database);
});

afterAll(async () => {
  child?.kill("SIGKILL");
  await world.close();
});

async function startProcess(): Promise<void> {
  const started = output.length;
  child = spawn(process.execPath, [await builtFile("app-entry")], {
    env: {
      PATH: process.env.PATH ?? "",
      NODE_COMPILE_CACHE: compileCache,
      ...environment(),
    },
  });
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const url = await until(
    "the App to listen",
    () => /takes webhooks at (http:\/\/[^/]+)/.exec(output.slice(started))?.[1],
  );
  world.connect(url);
}

async function kill(signal: NodeJS.Signals): Promise<void> {
  if (child === undefined) return;
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

/** Folders of copies that the App's processes left behind. */
const copies = (pid?: number) => readdirSync(tmpdir()).filter((name) => name.startsWith(`keyhawk-clone-${pid}-`));

test("after being killed while it copies a history, before the comment and before the hook answers, the App does everything exactly once", async () => {
  const key = makeKey("openai-project-key", "kill");
  // Addresses of requests name the base branch, and this one is named after a key.
  const named = makeKey("openai-project-key", "branch");
  await world.push(named, { "base.txt": "A base\n" });
  const old = makeKey("openai-project-key", "history");
  await world.push("old", { "old.env": `OPENAI_API_KEY=${old}\n` });
  const fetches = world.github.holdFetches();
  await startProcess();
  const first = child?.pid;
  await until("git to copy the history", () => (fetches.waiting() > 0 ? true : null));
  expect(copies(first)).toHaveLength(1);
  await world.push("feature", { "app/client.py": "import os\n" });
  await until("the clean push to be handled", () => (/success, no key/.test(output) ? true : null));

  // GitHub is slow for one request of each job: the webhooks are answered, the scan is not done.
  world.github.addFault({ path: /\/compare\//, status: 503, delayMs: 8_000, times: 2 });
  const head = await world.push("feature", { "app/client.py": `KEY = "${key}"\n` });
  const { number } = await world.github.openPullRequest({
    repository,
    title: "Call the model",
    head: "feature",
    base: named,
  });
  await world.github.settled();
  await kill("SIGKILL");
  expect(world.github.comments(repository, number)).toEqual([]);
  expect(await filesHolding(database.folder, key)).toEqual([]);

  // The hook takes the request and never answers the first process.
  world.hook.answer = () => new Promise(() => {});
  await startProcess();
  await until("the hook's request", () => world.hook.received[0]);
  await kill("SIGKILL");

  fetches.release();
  world.hook.answer = async () => ({ result: "revoked", message: "Deleted in project Shop." });
  await startProcess();
  const comments = () => world.github.comments(repository, number);
  await until("the answer", () => (comments()[0]?.body.includes("Deleted in project Shop.") ? true : null));
  // The push is published by a job of its own, which the comment does not wait for.
  const runs = () => world.github.checkRuns(repository, head).map(({ name }) => name);
  await until("the check of the push", () => (runs().includes("Keyhawk (push)") ? true : null));
  await until("the history", () => (/history of acme\/shop: scanned/.test(output) ? true : null));
  const incidents = await administer({ action: "read", filter: {} }, {}, environment());
  await kill("SIGTERM");

  const [found, ...others] = incidents.filter(({ masked }) => masked.endsWith(old.slice(-4)));
  expect([found?.places.length, found?.log.length, others]).toEqual([1, 1, []]);
  expect(output.match(/history of acme\/shop: scanned/g)).toHaveLength(1);
  expect([...copies(first), ...copies(child?.pid)]).toEqual([]);
  expect(comments()).toHaveLength(1);
  expect(runs().toSorted()).toEqual(["Keyhawk", "Keyhawk (push)"]);
  expect(world.github.reviewComments(repository, number)).toHaveLength(1);
  expect(new Set(world.hook.received.map(({ id }) => id)).size).toBe(1);
  expect(await filesHolding(database.folder, key)).toEqual([]);
  expect(output).toContain("GitHub request: ");
  expect(output).toContain(`${named.slice(-4)}...`);
  for (const secret of [key, named, old]) expect(holds(output, secret)).toBe(false);
}, 240_000);
