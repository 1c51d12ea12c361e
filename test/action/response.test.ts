import { afterAll, beforeAll, expect, test } from "vitest";
import { type HookReceiver, startHook } from "../app/hook-receiver.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { defaultConfiguration, responseCases } from "../policy/response-cases.ts";
import { shown } from "./runner.ts";
import { type ActionWorld, repository, startWorld } from "./world.ts";

const cases = responseCases("step");
const expired = Date.UTC(2026, 0, 1) / 1_000;

let world: ActionWorld;
let openai: OpenAIStandIn;
let hook: HookReceiver;
beforeAll(async () => {
  [world, openai, hook] = await Promise.all([startWorld(), startOpenAI(), startHook()]);
  hook.answer = async () => ({ result: "manual", message: "Ask the owner." });
  await world.branch("main");
  await world.commit("Configure", { ".github/keyhawk.yml": defaultConfiguration });
  await world.push("main");
  for (const { state, key, base, configuration, head } of cases) {
    if (state === "live") openai.addKey(key);
    if (state === "dead") openai.addKey(key, { expiresAt: expired });
    await world.branch(base);
    await world.commit("Configure", { ".github/keyhawk.yml": configuration });
    await world.branch(head);
    await world.commit("Settings", { "a.env": `OPENAI_API_KEY=${key}\n` });
    await world.push(base, head);
  }
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await Promise.all([hook.close(), openai.close()]);
  await world[Symbol.asyncDispose]();
});

const told = {
  live: "Alive: it was in the organisation's own list of keys",
  dead: "Dead: expired, as the organisation's own list of keys said",
  unknown: "Not known whether it is alive",
} as const;

test.each(cases)("`response.$state: $value` decides over `fail-on` for the step", async (each) => {
  const { github } = world;
  const { state, value, base, head, key } = each;
  const pull = await github.openPullRequest({ repository, title: "Response", head, base });
  const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number), {
    inputs: {
      verify: "indirect",
      "openai-admin-key": openai.adminKey,
      "openai-api-url": openai.baseURL,
      "hook-url": hook.url,
      "hook-secret": hook.secret,
    },
  });
  const fails = value === "fail";
  const conclusion = fails ? "failure" : "success";
  expect(ended).toMatchObject({ code: fails ? 1 : 0, stderr: "", outputs: { keys: "1", conclusion } });
  expect(github.checkRuns(repository, pull.headSha)).toMatchObject([{ name: "Keyhawk", conclusion }]);
  const last = shown(ended.stdout).trimEnd().split("\n").at(-1);
  if (state === "dead") {
    expect(/^::error title=Revoked .*file=a\.env/m.test(ended.stdout)).toBe(fails);
    if (fails) expect(last).toMatch(/^::error::1 revoked key is still in the code of acme\/shop#\d+/);
  } else {
    expect(ended.stdout).toMatch(fails ? /^::error title=Leaked/m : /^::warning title=Leaked/m);
    expect(last).toMatch(fails ? /^::error::1 leaked key in/ : /1 leaked key, none of which fails this step, in/);
  }
  // Still listed; no one is asked to revoke a dead key.
  const [comment, ...others] = github.comments(repository, pull.number);
  expect(others).toEqual([]);
  expect(comment?.body).toContain(key.slice(-4));
  expect(comment?.body).toContain(told[state]);
  const calls = hook.received.filter(({ request }) => request.data.credential === key);
  expect(calls).toHaveLength(state === "dead" ? 0 : 1);
  expect(comment?.body.includes("Ask the owner.")).toBe(state !== "dead");
});
