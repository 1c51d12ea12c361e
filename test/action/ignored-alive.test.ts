import { afterAll, beforeAll, expect, test } from "vitest";
import { type HookReceiver, startHook } from "../app/hook-receiver.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { type ActionWorld, repository, startWorld } from "./world.ts";

let world: ActionWorld;
let openai: OpenAIStandIn;
let hook: HookReceiver;
beforeAll(async () => {
  [world, openai, hook] = await Promise.all([startWorld(), startOpenAI(), startHook()]);
  hook.answer = async () => ({ result: "manual", message: null });
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await Promise.all([hook.close(), openai.close()]);
  await world[Symbol.asyncDispose]();
});

async function ignoredOnLine(name: string, base = "main") {
  const key = makeKey("openai-project-key", `ignored:${name}`);
  await world.branch(name, base);
  await world.commit("Settings", { "a.env": `OPENAI_API_KEY=${key} # keyhawk:ignore a sample\n` });
  await world.push(name);
  const pull = await world.github.openPullRequest({ repository, title: "A change", head: name, base });
  return { key, event: await world.github.pullRequestEvent(repository, pull.number) };
}

test.each([
  ["alive", 1],
  ["dead", 0],
] as const)("the hook receives an ignored key only if it is alive (%s)", async (state, calls) => {
  const { key, event } = await ignoredOnLine(state);
  if (state === "alive") openai.addKey(key);
  const inputs = {
    verify: "direct",
    "openai-api-url": openai.baseURL,
    "hook-url": hook.url,
    "hook-secret": hook.secret,
  };
  const ended = await world.step("pull_request", event, { inputs });
  expect(ended).toMatchObject({ code: 0, stderr: "", outputs: { ignored: "1", keys: "0", conclusion: "success" } });
  expect(hook.received.filter(({ request }) => request.data.credential === key)).toHaveLength(calls);
  expect(ended.summary.includes("🔴 Alive")).toBe(state === "alive");
});

test("`inline-ignore: false` takes a reason on a line for none, and says so", async () => {
  await world.branch("strict");
  await world.commit("Configure", { ".github/keyhawk.yml": "inline-ignore: false\n" });
  await world.push("strict");
  const { event } = await ignoredOnLine("refused", "strict");
  const ended = await world.step("pull_request", event);
  expect(ended).toMatchObject({ code: 1, outputs: { ignored: "0", keys: "1", conclusion: "failure" } });
  expect(ended.summary).toContain("`inline-ignore: false`");
  expect(ended.summary).not.toContain("into a comment on its line");
});
