import { afterAll, beforeAll, expect, test } from "vitest";
import { git } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { shown } from "./runner.ts";
import { type ActionWorld, keys, repository, startWorld } from "./world.ts";

let world: ActionWorld;
let openai: OpenAIStandIn;
beforeAll(async () => {
  [world, openai] = await Promise.all([startWorld(), startOpenAI()]);
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await openai.close();
  await world[Symbol.asyncDispose]();
});

const deletions = () => openai.requests.filter(({ method }) => method !== "GET").length;

/** Runs the step on a new pull request from a branch. */
async function step(head: string, given: Readonly<Record<string, string>>, visibility = "private") {
  const { github } = world;
  const pull = await github.openPullRequest({ repository, title: head, head });
  const event = await github.pullRequestEvent(repository, pull.number);
  const isPrivate = visibility === "private";
  const payload = JSON.parse(JSON.stringify(event, (key, value) => (key === "private" ? isPrivate : value)));
  const inputs = { "openai-api-url": openai.baseURL, "openai-admin-key": openai.adminKey, suggestions: "false" };
  const ended = await world.step("pull_request", payload, { inputs: { ...inputs, ...given } });
  return { ...ended, comment: github.comments(repository, pull.number)[0]?.body ?? "" };
}

test("deletes proven keys, leaves a forged one's target alone, and says which in the comment", async () => {
  for (const raw of [keys.source, keys.manifest]) openai.addKey(raw, { project: "Shop" });
  const production = makeKey("openai-project-key", "action:production");
  openai.addKey(production, { project: "Shop" });
  const middle = makeKey("openai-project-key", "action:middle").slice(12, -4);
  await world.branch("forged", "main");
  await world.commit("Forge", { "a.env": `KEY=${production.slice(0, 12)}${middle}${production.slice(-4)}\n` });
  await world.push("forged");

  const forged = await step("forged", { revoke: "proven" });
  expect(deletions()).toBe(0);
  expect(openai.isAlive(production)).toBe(true);
  expect(forged.comment).toContain("Was already revoked");

  const ended = await step("leak", { revoke: "proven" });
  expect(ended.stderr).toBe("");
  expect([keys.source, keys.manifest].map((raw) => openai.isAlive(raw))).toEqual([false, false]);
  expect(deletions()).toBe(2);
  expect(ended.comment).toMatch(
    /Revoked at .*Keyhawk deleted it at OpenAI, which refused it \d+\.\d s after it was pushed/,
  );
  expect(shown(ended.stdout)).not.toContain(openai.adminKey);

  await step("leak", { revoke: "proven" });
  expect(deletions()).toBe(2);
});

test("lets a key expire when the operator grants a grace, and revokes nothing unless told to", async () => {
  const raw = makeKey("openai-project-key", "action:grace");
  const key = openai.addKey(raw, { project: "Shop" });
  await world.branch("grace", "main");
  await world.commit("Leak", { "b.env": `KEY=${raw}\n` });
  await world.push("grace");
  const before = deletions();
  for (const revoke of ["off", "by-hand", ""]) await step("grace", { revoke });
  expect(deletions()).toBe(before);

  const given = { revoke: "proven", "revoke-grace": "900" };
  const ended = await step("grace", given);
  expect(ended).toMatchObject({ code: 1, outputs: { conclusion: "failure" } });
  expect(ended.comment).toMatch(/Given an expiry at .*roll out its successor/);
  const { expiresAt } = key;
  expect(expiresAt).toBeGreaterThan(Date.now() / 1000 + 800);
  await step("grace", given);
  expect(key.expiresAt).toBe(expiresAt);
});

test("an operator who allows no deletion has the key narrowed to reading or its project's spending limited", async () => {
  const raw = makeKey("openai-project-key", "action:brake");
  const key = openai.addKey(raw, { project: "Brake" });
  await world.branch("brake", "main");
  await world.commit("Leak", { "d.env": `KEY=${raw}\n` });
  await world.push("brake");
  openai.use(raw, { requests: 7, dollars: 0.5, ago: 0 });
  const { comment, summary } = await step("brake", { revoke: "proven", "revoke-action": "read-only" });
  expect([openai.isAlive(raw), key.scopes]).toEqual([true, ["api.all.read"]]);
  expect(summary).toContain("7 requests since");
  expect(comment).toMatch(/Keyhawk did what it may do without a person: delete the key\./);
  await step("brake", { revoke: "proven", "revoke-action": "limit=25" });
  const limits = openai.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/spend_limit"));
  expect(limits).toMatchObject([{ path: expect.stringContaining(key.project ?? "none"), status: 200 }]);
  expect(openai.isAlive(raw)).toBe(true);
});

test("the admin key that the step works with is left alone, with the reason, which a public repository does not get", async () => {
  await world.branch("own", "main");
  await world.commit("Leak", { "e.env": `OPENAI_ADMIN_KEY=${openai.adminKey}\n` });
  await world.push("own");
  const before = openai.requests.length;
  const { comment, summary } = await step("own", { revoke: "proven" });
  for (const text of [comment, summary])
    expect(text).toMatch(/Not revoked: .*the admin key that Keyhawk itself works with/);
  const open = await step("own", { revoke: "proven" }, "public");
  for (const text of [open.comment, open.summary]) expect(text).toMatch(/Not revoked: Keyhawk leaves it to a person$/m);
  expect(openai.requests).toHaveLength(before);
});

test("the organisation's file decides which kinds of key a step revokes, and a repository's has no say", async () => {
  const [project, account] = [
    makeKey("openai-project-key", "action:rules"),
    makeKey("openai-service-account-key", "action:rules"),
  ];
  for (const raw of [project, account]) openai.addKey(raw, { project: "Shop" });
  const { cloneUrl } = await world.github.createRepository("acme/.github");
  const rule = "revoke:\n  - { kind: openai-service-account-key, mode: by-hand }\n";
  await git(world.clone, "checkout", "--quiet", "--orphan", "shared");
  await world.commit("Configure", { ".github/keyhawk.yml": rule });
  await git(world.clone, "push", "--quiet", cloneUrl, "shared:main");
  await world.branch("rules", "main");
  await world.commit("Leak", { "c.env": `A=${project}\nB=${account}\n`, ".github/keyhawk.yml": "revoke: []\n" });
  await world.push("rules");
  await step("rules", { revoke: "proven" });
  expect([project, account].map((raw) => openai.isAlive(raw))).toEqual([false, true]);
});

test("a run without the admin key revokes nothing and says so, and a mistaken input is refused", async () => {
  const unset = await step("grace", { revoke: "proven", "openai-admin-key": "" });
  expect(unset.stdout).toMatch(/::warning.*Keys are not revoked: `openai-admin-key` is empty/);
  const wrong = await step("grace", { revoke: "prooven" });
  expect(wrong).toMatchObject({ code: 1, outputs: {} });
  expect(wrong.stdout).toMatch(/^::error::The input `revoke` takes .* Did you mean `proven`\?/m);
});
