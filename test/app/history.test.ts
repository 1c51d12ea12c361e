import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HistoryRecord } from "../../src/app/history/history-request.ts";
import { administer, administerHistories } from "../../src/app/incidents/administer.ts";
import type { RunningApp } from "../../src/app/start-app.ts";
import { keyhawk } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { idle } from "./idle.ts";
import { runApp } from "./running-app.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";
const alive = makeKey("openai-project-key", "history:alive");
const removed = makeKey("openai-project-key", "history:removed");
const inWiki = makeKey("openai-project-key", "history:wiki");
const later = makeKey("openai-project-key", "history:later");

let world: AppWorld;
let openai: OpenAIStandIn;
let app: RunningApp;
let environment: Record<string, string>;

beforeAll(async () => {
  [world, openai] = await Promise.all([createAppWorld(repository, await serverDatabase()), startOpenAI()]);
  openai.addKey(alive);
  await world.github.createRepository("acme/security", { private: true });
  await world.github.createRepository("acme/large", { private: true, size: 2_000_000 });
  await world.push("main", { ".env": `OPENAI_API_KEY=${removed}\n`, "live.env": `OPENAI_API_KEY=${alive}\n` });
  await world.push("main", { ".env": "OPENAI_API_KEY=\n" });
  await world.pushTo(await world.github.createWiki(repository), { "Home.md": `Use ${inWiki}\n` });
  environment = world.environment({
    KEYHAWK_HISTORY_CONCURRENCY: "1",
    KEYHAWK_HISTORY_DISK: "1000",
    KEYHAWK_REPORT_REPOSITORY: "acme/security",
    KEYHAWK_VERIFY: "direct",
    OPENAI_BASE_URL: openai.baseURL,
  });
  app = await runApp(environment, { overviewInterval: 100 });
  world.connect(app.url);
});

afterAll(async () => {
  await app.stop();
  expect(world.github.violations).toEqual([]);
  await Promise.all([world.close(), openai.close()]);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`keyhawk-clone-${process.pid}-`))).toEqual([]);
});

const histories = () => administerHistories({ action: "list-histories" }, {}, environment);
const incidents = () => administer({ action: "read", filter: {} }, {}, environment);
const allScanned = () =>
  until("all histories", async () => {
    const all = await histories();
    return all.length > 0 && all.every(({ state }) => state !== "waiting") ? all : null;
  });

test("histories that were there before the App become incidents, and no check or comment", async () => {
  const all = await allScanned();
  expect(all.map(({ repository: name, part, state, keys }) => `${name} ${part} ${state} ${keys}`)).toEqual([
    "acme/large code not-scanned 0",
    "acme/large wiki scanned 0",
    "acme/security code scanned 0",
    "acme/security wiki scanned 0",
    "acme/shop code scanned 2",
    "acme/shop wiki scanned 1",
  ]);
  expect(all[0]?.reason).toBe("It needs 2.0 GB of disk, and KEYHAWK_HISTORY_DISK allows 1.0 GB.");
  const found = await incidents();
  const described = found.map(({ masked, state, places }) => [masked.slice(-4), state, places[0]?.repository]);
  expect(described.toSorted()).toEqual(
    [
      [alive.slice(-4), "verified", repository],
      [removed.slice(-4), "revoked", repository],
      [inWiki.slice(-4), "revoked", `${repository}.wiki`],
    ].toSorted(),
  );
  expect(world.github.checkRuns(repository)).toEqual([]);
  expect(world.hook.received).toEqual([]);
});

test("one issue lists an organisation's keys, the most urgent first, and follows them without a key in it", async () => {
  const issues = () => world.github.issues("acme/security");
  const showing = (text: string) =>
    until(`an issue with: ${text}`, () => issues().find(({ body }) => body.includes(text)) ?? null);
  const first = await showing("Settled: 2 revoked.");
  expect(first.body).toContain("1 leaked key of `acme` is not settled; 1 of them is alive.");
  expect(first.title).toBe("Leaked OpenAI keys of acme");
  const row = first.body.split("\n").find((line) => line.includes(alive.slice(-4)));
  expect(row).toMatch(
    /^\| 🔴 alive \| `sk-proj-….{4}` \| OpenAI project key \| \[`acme\/shop` `live\.env` line 1\]\(http/,
  );
  expect(row).toContain("| `Ada <ada@acme.example>` |");
  const [incident] = (await incidents()).filter(({ state }) => state === "verified");
  const close = { action: "close", id: incident?.id ?? "", state: "resolved", reason: "Moved", by: "ada" } as const;
  await administer(close, {}, environment);
  const clean = await showing("🟢 No leaked key of `acme` that Keyhawk knows is unsettled.");
  expect([clean.number, clean.state]).toEqual([first.number, "closed"]);
  await administer({ action: "reopen", id: close.id, reason: "Still there", by: "ada" }, {}, environment);
  await until("the issue to open again", () => (issues()[0]?.state === "open" ? true : null));
  expect(issues()).toHaveLength(1);
  for (const raw of [alive, removed, inWiki]) expect(clean.body + first.body).not.toContain(raw);
});

test("a later scan copies only what is new, and reports no key twice", async () => {
  const before = await histories();
  await world.github.settled();
  world.connect("http://127.0.0.1:1");
  await world.push("topic", { "later.env": `OPENAI_API_KEY=${later}\n` });
  await world.github.settled();
  world.connect(app.url);
  const { stdout } = await keyhawk(["history", "retry", repository], { env: environment });
  expect(stdout).toMatch(/^waiting .*acme\/shop {2}2 keys$/m);
  const after = await allScanned();
  const of = (all: readonly HistoryRecord[]) => all.find(({ repository: name }) => name === repository);
  expect(of(after)?.keys).toBe((of(before)?.keys ?? 0) + 1);
  expect((await incidents()).map(({ places }) => places.length)).toEqual([1, 1, 1, 1]);
});

test("the unsettled keys of a repository that is made public become urgent", async () => {
  world.github.publicize(repository);
  const urgent = await until("the news", async () => {
    const all = await incidents();
    return all.some(({ log }) => log.some(({ event }) => event === "publicized")) ? all : null;
  });
  const raised = urgent.filter(({ log }) => log.some(({ event }) => event === "publicized"));
  expect(raised.every(({ severity, state }) => severity === "critical" && state === "open")).toBe(true);
  await until("its new visibility", async () => {
    const shop = (await histories()).find(({ repository: name }) => name === repository);
    return shop?.visibility === "public" ? shop : null;
  });
});

test("a repository that is only observed gets no check, comment or call of the hook, and the issue says what would be red", async () => {
  const [leaked, told] = [
    makeKey("openai-project-key", "observed:push"),
    makeKey("openai-project-key", "observed:text"),
  ];
  for (const raw of [leaked, told]) openai.addKey(raw);
  const shared = await world.github.createRepository("acme/.github", { private: true });
  const { cloneUrl } = await world.github.createRepository("acme/trial", { private: true });
  await world.pushTo(shared.cloneUrl, { ".github/keyhawk.yml": "modes:\n  - { repository: tri*, mode: observe }\n" });
  const sha = await world.pushTo(cloneUrl, { "a.env": `OPENAI_API_KEY=${leaked}\n` });
  const number = world.github.openIssue("acme/trial", { login: "eve", title: "It fails", body: `I use ${told}.` });
  const known = async () => new Set((await incidents()).map(({ masked }) => masked.slice(-4)));
  await until("both incidents", async () => {
    const all = await known();
    return [leaked, told].every((raw) => all.has(raw.slice(-4))) ? true : null;
  });
  const issue = await until("what would be red", () =>
    world.github.issues("acme/security").find(({ body }) => body.includes("### Would be red")),
  );
  expect(issue.body).toContain(`[a push to \`trial\`, commit ${sha.slice(0, 7)}](`);
  expect(world.github.checkRuns("acme/trial", sha)).toEqual([]);
  expect(world.github.comments("acme/trial", number)).toEqual([]);
  expect(world.hook.received).toEqual([]);
});

test("a key that is written into a wiki later is sent to the hook once", async () => {
  const raw = makeKey("openai-project-key", "history:edited");
  openai.addKey(raw);
  const wiki = `${world.github.url}/${repository}.wiki.git`;
  const commit = await world.pushTo(wiki, { "Edited.md": `Use ${raw}\n` }, "edited");
  const edited = { login: "eve", name: "Edited", commit };
  world.github.announceWikiPage(repository, edited);
  await until("the hook", () => world.hook.received[0] ?? null);
  world.github.announceWikiPage(repository, edited);
  await world.github.settled();
  await idle(app.url);
  expect(world.hook.received).toHaveLength(1);
  expect(world.hook.received[0]?.request.data.places).toMatchObject([
    { repository: `${repository}.wiki`, path: "Edited.md", commit, url: `${world.github.url}/${repository}/wiki` },
  ]);
});

test("an organisation's keys are not listed where everyone can read them", async () => {
  world.github.publicize("acme/security");
  const [issue] = await until("a withdrawn list", () => {
    const all = world.github.issues("acme/security");
    return all[0]?.body.startsWith("Keyhawk lists no keys here") ? all : null;
  });
  expect(issue?.body).not.toContain("sk-proj");
});
