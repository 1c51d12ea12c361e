import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";
import { type RunningApp, startApp } from "../../src/app/start-app.ts";
import { until } from "../app/until.ts";
import { type AppWorld, createAppWorld } from "../app/world.ts";
import { makeKey } from "../keys.ts";
import { startOpenAI } from "../openai/openai.ts";
import { runStep } from "./runner.ts";

const repository = "acme/shop";
const permissions = { contents: "read", checks: "write", pull_requests: "write" } as const;

let world: AppWorld;
let app: RunningApp;
beforeAll(async () => {
  world = await createAppWorld(repository);
  app = await startApp(readConfiguration(world.environment({ LOG_LEVEL: "fatal" })), {
    retry: { limit: 5, delay: 1, maximum: 1 },
  });
  world.connect(app.url);
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await app.stop();
  await world.close();
});

const idle = () =>
  until("the queue to be empty", async () => {
    await world.github.settled();
    const { queue } = (await (await fetch(`${app.url}/healthz`)).json()) as { queue: number };
    return queue === 0 ? true : null;
  });

test("App and step do not fight: the App's comment stays the only one, with what its hook said, and the step knows it, too", async () => {
  const { github } = world;
  const openai = await startOpenAI();
  const dead = makeKey("openai-project-key", "both:dead");
  const live = makeKey("openai-service-account-key", "both:live");
  openai.addKey(live);
  world.hook.answer = async () =>
    world.hook.received.at(-1)?.request.data.credential === dead
      ? { result: "revoked", message: "Deleted in project Shop." }
      : { result: "manual", message: "Ask the owner." };
  await world.push("feature", { "a.env": `OPENAI_API_KEY=${dead}\nOPENAI_OTHER_KEY=${live}\n` });
  const { number } = await github.openPullRequest({ repository, title: "Both", head: "feature" });
  const body = () => github.comments(repository, number)[0]?.body ?? "";
  await until("the hook's answers", () =>
    body().includes("Deleted in") && body().includes("Ask the owner") ? true : null,
  );
  await idle();
  const suggestions = github.reviewComments(repository, number).length;
  const step = async () =>
    runStep({
      event: "pull_request",
      payload: await github.pullRequestEvent(repository, number),
      repository,
      serverUrl: github.url,
      apiUrl: github.apiUrl,
      token: github.createToken({ repository, permissions }),
      inputs: { verify: "indirect", "openai-admin-key": openai.adminKey, "openai-api-url": openai.baseURL },
    });

  const ended = await step();
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: "2", live: "1" } });
  expect(ended.report?.findings.map(({ status }) => status).toSorted()).toEqual(["live", "revoked"]);
  expect(github.comments(repository, number)).toHaveLength(1);
  expect(github.reviewComments(repository, number)).toHaveLength(suggestions);
  expect(body()).toContain("Deleted in project Shop.");
  expect(body()).toContain("Ask the owner.");
  const told = body();

  // The App looks again, and finds nothing to correct.
  await github.editPullRequest(repository, number, { title: "Oath" });
  await idle();
  expect(github.comments(repository, number).map((comment) => comment.body)).toEqual([told]);
  expect(world.hook.received).toHaveLength(2);
  await openai.close();
});
