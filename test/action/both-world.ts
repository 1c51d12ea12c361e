import { afterAll, beforeAll, expect } from "vitest";
import { runApp } from "../app/running-app.ts";
import { serverDatabase } from "../app/server-database.ts";
import { until } from "../app/until.ts";
import { createAppWorld } from "../app/world.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { runStep } from "./runner.ts";

export const repository = "acme/shop";
const permissions = { contents: "read", checks: "write", pull_requests: "write" } as const;

/** What the comment says of a key that verification found in the organisation's list. */
export const alive = "Alive: it was in the organisation's own list of keys";

export type BothWorld = Awaited<ReturnType<typeof startBothWorld>>;

/** The App's world with the App running in it, and the step on the same repository. */
async function startBothWorld() {
  const world = await createAppWorld(repository, await serverDatabase());
  const { github } = world;
  const app = await runApp(world.environment());
  world.connect(app.url);
  return {
    ...world,
    /** Whether the App receives events. */
    tellApp: (told: boolean) => world.connect(told ? app.url : "http://127.0.0.1:1"),
    bodies: (number: number) => github.comments(repository, number).map((comment) => comment.body),
    idle: () =>
      until("the queue to be empty", async () => {
        await github.settled();
        const { queue } = (await (await fetch(`${app.url}/healthz`)).json()) as { queue: number };
        return queue === 0 ? true : null;
      }),
    /** Runs the step on a pull request, with verification by the organisation's list or none. */
    runOn: async (number: number, openai: OpenAIStandIn, verify: "indirect" | "off" = "indirect") =>
      runStep({
        event: "pull_request",
        payload: await github.pullRequestEvent(repository, number),
        repository,
        serverUrl: github.url,
        apiUrl: github.apiUrl,
        token: github.createToken({ repository, permissions }),
        inputs: { verify, "openai-admin-key": openai.adminKey, "openai-api-url": openai.baseURL },
      }),
    async [Symbol.asyncDispose]() {
      await app.stop();
      await world.close();
    },
  };
}

/** One world for the tests of a file, asked for inside them; in the end, GitHub must have been asked nothing it would refuse. */
export function useBothWorld(): () => BothWorld {
  let world: BothWorld;
  beforeAll(async () => {
    world = await startBothWorld();
  });
  afterAll(async () => {
    expect(world.github.violations).toEqual([]);
    await world[Symbol.asyncDispose]();
  });
  return () => world;
}

/** Has App and step look at one pull request, one of them first or both at once, and expects one comment in the end. */
export async function expectOneComment(
  world: BothWorld,
  first: "App" | "step" | "both",
  othersComments: "editable" | "locked",
): Promise<void> {
  const { github, bodies, idle, runOn } = world;
  const answer = "Ask the owner.";
  github.rules.othersComments = othersComments;
  const openai = await startOpenAI();
  const key = makeKey("openai-project-key", `both:${othersComments}:${first}`);
  openai.addKey(key);
  world.hook.answer = async () => ({ result: "manual", message: answer });
  const branch = `both-${first}-${othersComments}`;
  await world.push(branch, { "a.env": `OPENAI_API_KEY=${key}\n` });
  await idle();
  if (first === "step") world.tellApp(false);
  const { number } = await github.openPullRequest({ repository, title: "Both", head: branch });
  if (first === "App") await idle();
  const ended = await runOn(number, openai);
  // What only the step knows is said by the step.
  expect(ended.summary).toContain(alive);
  if (first === "step") {
    world.tellApp(true);
    await github.editPullRequest(repository, number, { title: "Both of them" });
  }
  await idle();
  const told = () => bodies(number).join("\n");
  expect(told()).toContain(answer);
  expect(bodies(number).length).toBeLessThanOrEqual(first === "both" || othersComments === "locked" ? 2 : 1);

  // Each looks once more: the App's comment remains.
  await github.editPullRequest(repository, number, { title: "Once more" });
  await idle();
  await runOn(number, openai);
  expect(bodies(number)).toHaveLength(1);
  expect(told()).toContain(answer);
  await openai.close();
}
