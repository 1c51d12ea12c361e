import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";
import { type RunningApp, startApp } from "../../src/app/start-app.ts";
import { until } from "../app/until.ts";
import { type AppWorld, createAppWorld } from "../app/world.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
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

/** Runs the step on a pull request, with verification by the organisation's list or none. */
const runOn = async (number: number, openai: OpenAIStandIn, verify: "indirect" | "off" = "indirect") => {
  const { github } = world;
  return runStep({
    event: "pull_request",
    payload: await github.pullRequestEvent(repository, number),
    repository,
    serverUrl: github.url,
    apiUrl: github.apiUrl,
    token: github.createToken({ repository, permissions }),
    inputs: { verify, "openai-admin-key": openai.adminKey, "openai-api-url": openai.baseURL },
  });
};

test("App and step do not fight: the App's comment stays the only one until the step has more to say, and the step knows what the hook said", async () => {
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
  const all = () => github.comments(repository, number).map((comment) => comment.body);
  const told = all();
  // The step without verification knows nothing more.
  expect(await runOn(number, openai, "off")).toMatchObject({ code: 1, stderr: "", outputs: { keys: "2", live: "0" } });
  expect(all()).toEqual(told);
  const ended = await runOn(number, openai);
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: "2", live: "1" } });
  expect(ended.report?.findings.map(({ status }) => status).toSorted()).toEqual(["live", "revoked"]);
  expect(github.reviewComments(repository, number)).toHaveLength(suggestions);

  // The App looks again: what the step found out besides is told by one of the comments, and one stays.
  await github.editPullRequest(repository, number, { title: "Oath" });
  await idle();
  expect(all()).toHaveLength(1);
  expect(body()).toContain("Deleted in project Shop.");
  expect(body()).toContain("Ask the owner.");
  expect(body()).toContain("Alive: it was in the organisation's own list of keys");
  expect(world.hook.received).toHaveLength(2);
  await openai.close();
});

describe.each(["editable", "locked"] as const)("where the comments of others are %s", (othersComments) => {
  const bodies = (number: number) => world.github.comments(repository, number).map((comment) => comment.body);
  const answer = "Ask the owner.";
  const alive = "Alive: it was in the organisation's own list of keys";

  test.each(["App", "step", "both at once"] as const)(
    "whoever comes first, one comment tells it all: %s",
    async (first) => {
      const { github } = world;
      github.rules.othersComments = othersComments;
      const openai = await startOpenAI();
      const key = makeKey("openai-project-key", `both:${othersComments}:${first}`);
      openai.addKey(key);
      world.hook.answer = async () => ({ result: "manual", message: answer });
      const branch = `both-${othersComments}-${first.replaceAll(" ", "-")}`;
      await world.push(branch, { "a.env": `OPENAI_API_KEY=${key}\n` });
      await idle();
      // The App is not told of the pull request while the step is to be first.
      if (first === "step") world.connect("http://127.0.0.1:1");
      const { number } = await github.openPullRequest({ repository, title: "Both", head: branch });
      if (first === "App") await idle();
      await runOn(number, openai);
      if (first === "step") {
        world.connect(app.url);
        await github.editPullRequest(repository, number, { title: "Both of them" });
      }
      await idle();
      const told = () => bodies(number).join("\n");
      expect(told()).toContain(answer);
      expect(told()).toContain(alive);
      expect(bodies(number).length).toBeLessThanOrEqual(othersComments === "editable" ? 1 : 2);

      // Each looks once more: what was told stays told, by one comment.
      await github.editPullRequest(repository, number, { title: "Once more" });
      await idle();
      await runOn(number, openai);
      expect(bodies(number)).toHaveLength(1);
      expect(told()).toContain(answer);
      expect(told()).toContain(alive);
      await openai.close();
    },
  );
});
