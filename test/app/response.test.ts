import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningApp } from "../../src/app/start-app.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { defaultConfiguration, responseCases } from "../policy/response-cases.ts";
import { runApp } from "./running-app.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";
const cases = responseCases("app");

let world: AppWorld;
let openai: OpenAIStandIn;
let app: RunningApp;
beforeAll(async () => {
  [world, openai] = await Promise.all([createAppWorld(repository, await serverDatabase()), startOpenAI()]);
  const dead = new Set<string>();
  await world.push("main", { ".github/keyhawk.yml": defaultConfiguration });
  for (const { state, key, base, configuration, head } of cases) {
    if (state === "live") openai.addKey(key);
    if (state === "dead") dead.add(key);
    await world.push(base, { ".github/keyhawk.yml": configuration });
    await world.push(head, { "a.env": `OPENAI_API_KEY=${key}\n` });
  }
  world.hook.answer = async () =>
    dead.has(world.hook.received.at(-1)?.request.data.credential ?? "")
      ? { result: "revoked", message: "Deleted in project Shop." }
      : { result: "manual", message: "Ask the owner." };
  const environment = world.environment({
    KEYHAWK_VERIFY: "indirect",
    OPENAI_ADMIN_KEY: openai.adminKey,
    OPENAI_BASE_URL: openai.baseURL,
  });
  app = await runApp(environment);
  world.connect(app.url);
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await app.stop();
  await Promise.all([world.close(), openai.close()]);
});

const shown = {
  live: "Alive: it was in the organisation's own list of keys",
  dead: "Deleted in project Shop.",
  unknown: "Not known whether it is alive",
} as const;

test.each(cases)("`response.$state: $value` decides over `fail-on` for the App's check", async (each) => {
  const { github, hook } = world;
  const { state, value, base, head, key } = each;
  const { number, headSha } = await github.openPullRequest({ repository, title: "Response", head, base });
  const body = () => github.comments(repository, number)[0]?.body ?? "";
  const answer = state === "dead" ? shown.dead : "Ask the owner.";
  await until("the hook's answer in the comment", () => (body().includes(answer) ? true : null));
  const conclusion = value === "fail" ? "failure" : "success";
  await until("the check", () => (github.checkRuns(repository, headSha)[0]?.conclusion === conclusion ? true : null));
  await github.settled();
  expect(github.checkRuns(repository, headSha)).toMatchObject([{ name: "Keyhawk", conclusion }]);
  // Listed and asked about all the same.
  expect(github.comments(repository, number)).toHaveLength(1);
  expect(body()).toContain(key.slice(-4));
  expect(body()).toContain(shown[state]);
  expect(hook.received.filter(({ request }) => request.data.credential === key)).toHaveLength(1);
});
