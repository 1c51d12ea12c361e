import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";
import { type RunningApp, startApp } from "../../src/app/start-app.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";

let world: AppWorld;
let openai: OpenAIStandIn;
let app: RunningApp;
beforeAll(async () => {
  [world, openai] = await Promise.all([createAppWorld(repository), startOpenAI()]);
  const environment = world.environment({
    LOG_LEVEL: "fatal",
    KEYHAWK_VERIFY: "direct",
    OPENAI_BASE_URL: openai.baseURL,
    KEYHAWK_HOOK_URL: "",
    KEYHAWK_HOOK_SECRET: "",
  });
  app = await startApp(readConfiguration(environment), { retry: { limit: 5, delay: 1, maximum: 1 } });
  world.connect(app.url);
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await app.stop();
  await Promise.all([world.close(), openai.close()]);
});

/** Opens a pull request that leaks a key. */
async function leak(branch: string, raw: string): Promise<{ number: number; headSha: string }> {
  await world.push(branch, { [`${branch}.env`]: `OPENAI_API_KEY=${raw}\n` });
  return world.github.openPullRequest({ repository, title: "A change", head: branch });
}

const comment = (number: number) => world.github.comments(repository, number)[0]?.body ?? "";
const shows = (number: number, text: string) =>
  until(`${text} in #${number}`, () => (comment(number).includes(text) ? true : null));

test("each pull request that shows a key says what became of it elsewhere, also when it is alive again", async () => {
  const raw = makeKey("openai-project-key", "incident:elsewhere");
  const { id, project } = openai.addKey(raw);
  const first = await leak("first", raw);
  await shows(first.number, "Alive: OpenAI knew it");

  await fetch(`${openai.baseURL}/organization/projects/${project}/api_keys/${id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${openai.adminKey}` },
  });
  expect(openai.isAlive(raw)).toBe(false);
  const second = await leak("second", raw);
  await shows(second.number, "Dead: OpenAI refused it");
  await shows(first.number, "Dead: OpenAI refused it");

  openai.addKey(raw);
  await world.push("second", { "again.env": `OPENAI_API_KEY=${raw}\n` });
  await shows(second.number, "Alive: OpenAI knew it");
  await shows(first.number, "Alive: OpenAI knew it");
  const check = () => world.github.checkRuns(repository, first.headSha).find(({ name }) => name === "Keyhawk");
  await until("the first one's check", () => (check()?.conclusion === "failure" ? true : null));
});
