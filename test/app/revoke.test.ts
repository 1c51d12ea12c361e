import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningApp } from "../../src/app/start-app.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { type Collector, startCollector } from "./collector.ts";
import { incidentOf } from "./incident-of.ts";
import { runApp } from "./running-app.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";
let world: AppWorld;
let openai: OpenAIStandIn;
let app: RunningApp;
let collector: Collector;

beforeAll(async () => {
  [world, openai] = await Promise.all([createAppWorld(repository, await serverDatabase()), startOpenAI()]);
  collector = await startCollector();
  await restart({
    ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" },
    OTEL_BSP_SCHEDULE_DELAY: "50",
  });
});

afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await app.stop();
  collector.close();
  await Promise.all([world.close(), openai.close()]);
});

/** Starts the App, which may revoke keys, with these settings over the usual ones. */
async function restart(more: Record<string, string>) {
  await app?.stop();
  const openaiSettings = { OPENAI_ADMIN_KEY: openai.adminKey, OPENAI_BASE_URL: openai.baseURL };
  const silentHook = { KEYHAWK_HOOK_URL: "", KEYHAWK_HOOK_SECRET: "" };
  const settings = { KEYHAWK_REVOKE: "proven", ...openaiSettings, ...silentHook, ...more };
  app = await runApp(world.environment(settings));
  world.connect(app.url);
}

/** A pull request that leaks a key; resolves to a function, with its number, that waits for a text in its comment. */
async function leak(name: string, raw: string, afterPush = () => {}) {
  await world.push(name, { "a.env": `OPENAI_API_KEY=${raw}\n` });
  afterPush();
  const { number } = await world.github.openPullRequest({ repository, title: name, head: name });
  const shows = (pattern: RegExp) =>
    until(`${pattern} in the comment of ${name}`, () => {
      const body = world.github.comments(repository, number)[0]?.body ?? "";
      return pattern.test(body) ? body : null;
    });
  return Object.assign(shows, { number });
}

const deletions = () => openai.requests.filter(({ method, status }) => method === "DELETE" && status === 200).length;

test("a proven key is deleted without a hook, checked until it is dead, and the comment says how long it took", async () => {
  const raw = makeKey("openai-project-key", "app:proven");
  openai.addKey(raw, { project: "Shop", name: "CI" });
  // OpenAI counts by minutes: a use before the push may be in an earlier one.
  const comment = await leak("proven", raw, () => openai.use(raw, { requests: 148, dollars: 2.31, ago: 0 }));
  const body = await comment(
    /Revoked at .*Keyhawk deleted it at OpenAI, which refused it \d+\.\d s after it was pushed/,
  );
  expect(openai.isAlive(raw)).toBe(false);
  expect(deletions()).toBe(1);
  // The repository is private: its readers are members.
  expect(body).toMatch(/project `Shop.*used `148 requests since .*; 2\.31 USD since/);
});

test("the trace of a revocation names OpenAI's requests by their path, and contains no key", async () => {
  const spans = await until("the trace of the revocation", () => {
    const all = collector.spans();
    const revocation = all.find(({ name }) => name === "revoke");
    return revocation && all.filter(({ traceId }) => traceId === revocation.traceId);
  });
  const requests = spans.filter(({ attributes }) => attributes["keyhawk.peer"] === "openai");
  const deletion = requests.find(({ name }) => name === "DELETE openai");
  expect(deletion?.attributes["url.path"]).toMatch(/^\/v1\/organization\/projects\/[^/]+\/api_keys\/[^/]+$/);
  expect(spans.find(({ spanId }) => spanId === deletion?.parentSpanId)?.name).toBe("revoke");
  for (const secret of [makeKey("openai-project-key", "app:proven"), openai.adminKey]) {
    expect(collector.requests.some(({ body }) => body.includes(secret))).toBe(false);
  }
});

test("a forged key, whose ends are those of a production key, is not acted upon", async () => {
  const production = makeKey("openai-project-key", "app:production");
  openai.addKey(production, { project: "Shop" });
  const middle = makeKey("openai-project-key", "app:middle").slice(12, -4);
  const before = deletions();
  const comment = await leak("forged", `${production.slice(0, 12)}${middle}${production.slice(-4)}`);
  await comment(/Was already revoked, .*OpenAI does not accept it/);
  expect(openai.isAlive(production)).toBe(true);
  expect(deletions()).toBe(before);
});

test("while OpenAI is down the key is pending, and it is deleted once when OpenAI is back", async () => {
  const raw = makeKey("openai-project-key", "app:down");
  openai.addKey(raw, { project: "Shop" });
  const before = deletions();
  const recover = openai.fail({ path: /models$/, status: 503, times: Number.POSITIVE_INFINITY });
  const comment = await leak("down", raw);
  await comment(/Revocation asked for/);
  expect(openai.isAlive(raw)).toBe(true);
  recover();
  await comment(/Keyhawk deleted it/);
  expect(deletions()).toBe(before + 1);
});

test("with a grace a key expires once, and the comment follows when it has", async () => {
  await restart({ KEYHAWK_REVOKE_GRACE: "3" });
  const raw = makeKey("openai-project-key", "app:grace");
  openai.addKey(raw, { project: "Shop" });
  const before = openai.requests.filter(({ method }) => method === "POST").length;
  const comment = await leak("grace", raw);
  // The same key in another pull request restarts no clock.
  const other = await leak("grace-2", raw);
  const ended = /Revoked at .*Keyhawk ended it at OpenAI/;
  await Promise.all([comment(ended), other(ended)]);
  expect(openai.requests.filter(({ method }) => method === "POST").length).toBe(before + 1);
});

test("a key that Keyhawk leaves to a person goes to the hook, and a deleted one does not", async () => {
  await restart({ KEYHAWK_HOOK_URL: world.hook.url, KEYHAWK_HOOK_SECRET: world.hook.secret });
  world.hook.answer = async () => ({ result: "manual", message: "Ask the owner." });
  const [mine, twin] = ["app:mine", "app:twin"].map((seed) => makeKey("openai-project-key", seed)) as [string, string];
  for (const raw of [mine, twin, `${twin.slice(0, 20)}x${twin.slice(21)}`]) openai.addKey(raw, { project: "Shop" });
  const [first, second] = [await leak("mine", mine), await leak("twin", twin)];
  await Promise.all([first(/Keyhawk deleted it/), second(/Ask the owner/)]);
  expect(openai.isAlive(twin)).toBe(true);
  expect(world.hook.received.map(({ request }) => request.data.credential)).toEqual([twin]);
});

test("a key that may only be narrowed goes to the hook, and is narrowed once in the log", async () => {
  await restart({
    ...{ KEYHAWK_HOOK_URL: world.hook.url, KEYHAWK_HOOK_SECRET: world.hook.secret },
    KEYHAWK_REVOKE_ACTION: "read-only",
  });
  let refusals = 1;
  world.hook.answer = async () => (refusals-- > 0 ? 503 : { result: "manual", message: "Ask the owner." });
  const raw = makeKey("openai-project-key", "app:narrowed");
  const key = openai.addKey(raw, { project: "Shop", name: "CI" });
  const before = deletions();
  const comment = await leak("narrowed", raw);
  await comment(/Ask the owner/);
  expect([key.scopes, openai.isAlive(raw), deletions()]).toEqual([["api.all.read"], true, before]);
  const { log = [] } = (await incidentOf(world.environment(), raw)) ?? {};
  // The hook was called twice, and the key narrowed as often.
  const narrowed = log.filter(({ event }) => event === "revocation").map(({ detail }) => detail);
  expect(narrowed).toEqual([expect.stringMatching(/^by-hand: Narrowed the key CI .* cannot be read back/)]);
  expect(log.some(({ event }) => event === "revoking")).toBe(false);

  // What a person asks for is done whole.
  world.github.addCollaborator(repository, "ada", "maintain");
  world.github.addComment(repository, comment.number, { login: "ada", body: "/keyhawk revoke" });
  await comment(/Keyhawk deleted it/);
  expect([openai.isAlive(raw), deletions()]).toEqual([false, before + 1]);
});

test("the admin key that Keyhawk works with is left to a person, who sees why", async () => {
  await restart({});
  const comment = await leak("own", openai.adminKey);
  await comment(/Not revoked: .*the admin key that Keyhawk itself works with\. Replace it there first/);
  expect(openai.isAlive(openai.adminKey)).toBe(true);
});

test("a refresh token is revoked with the token itself where the operator wants that, and no admin key is needed", async () => {
  await restart({
    ...{ KEYHAWK_REVOKE: "", OPENAI_ADMIN_KEY: "", KEYHAWK_REVOKE_TOKENS: "true" },
    CODEX_AUTHAPI_BASE_URL: openai.authURL,
  });
  const [token, raw] = [makeKey("openai-refresh-token", "app:login"), makeKey("openai-project-key", "app:beside")];
  openai.addLogin(token);
  openai.addKey(raw, { project: "Shop" });
  openai.fail({ path: /revoke$/, status: 503 });
  const comment = await leak("login", `${raw}\nCODEX_REFRESH_TOKEN=${token}`);
  await comment(/Revoked at .*OpenAI's sign-in service revoked it\./);
  expect([openai.isLoggedIn(token), openai.isAlive(raw)]).toEqual([false, true]);
});

test("the organisation's rules leave one kind of key to a person and let another expire", async () => {
  const kinds = ["openai-service-account-key", "openai-project-key", "openai-unnamed-key"] as const;
  const [account, project, unnamed] = kinds.map((kind) => makeKey(kind, "app:rules")) as [string, string, string];
  for (const raw of [account, project, unnamed]) openai.addKey(raw, { project: "Shop" });
  const { cloneUrl } = await world.github.createRepository("acme/.github", { private: true });
  const rules = [`kind: ${kinds[0]}, mode: by-hand`, "severity: critical, grace: 900", `kind: ${kinds[2]}, grace: 0`];
  const text = `revoke:\n${rules.map((rule) => `  - { ${rule} }\n`).join("")}`;
  await world.pushTo(cloneUrl, { ".github/keyhawk.yml": text });
  await restart({});
  await world.push("rules", { ".github/keyhawk.yml": "revoke: [{ mode: off }]\n" });
  const comments = [];
  for (const [index, raw] of [unnamed, project, account].entries()) comments.push(await leak(`rules-${index}`, raw));
  await Promise.all([
    comments[0]?.(/Keyhawk deleted it/),
    comments[1]?.(/Given an expiry at .*roll out its successor/),
  ]);
  await comments[2]?.(/leaked in this pull request/);
  expect([account, project, unnamed].map((raw) => openai.isAlive(raw))).toEqual([true, true, false]);
});

test("once the repository is public, no comment says whose a key is, also of a dead one", async () => {
  const first = () => world.github.comments(repository, 1)[0]?.body ?? "";
  expect(first()).toMatch(/project `Shop.*148 requests/s);
  world.github.publicize(repository);
  const body = await until("a comment for everyone", () => (first().includes("Shop") ? null : first()));
  expect(body).toMatch(/Revoked at .*Keyhawk deleted it/);
  expect(body).not.toMatch(/OpenAI's record|148 requests/);
});
