import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningApp } from "../../src/app/start-app.ts";
import { makeKey } from "../keys.ts";
import { forgedComment } from "../report/forged-comment.ts";
import { runApp } from "./running-app.ts";
import { sendWebhook } from "./send-webhook.ts";
import { serverDatabase } from "./server-database.ts";
import { until } from "./until.ts";
import { type AppWorld, createAppWorld } from "./world.ts";

const repository = "acme/shop";

let world: AppWorld;
let app: RunningApp;
beforeAll(async () => {
  world = await createAppWorld(repository, await serverDatabase());
  app = await runApp(world.environment());
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

test.each(["github-actions[bot]", "echo[bot]", "keyhawk[bot]"])(
  "the App believes no comment of %s, which its own App did not write",
  async (login) => {
    const { github, hook } = world;
    const raw = makeKey("openai-project-key", `trust:${login}`);
    const branch = `trust-${login.length}`;
    hook.answer = async () => ({ result: "not-ours", message: null });
    await world.push(branch, { "a.env": `OPENAI_API_KEY=${raw}\n` });
    const { number, headSha } = await github.openPullRequest({ repository, title: "A change", head: branch });
    const forgedId = github.addComment(repository, number, { login, body: forgedComment(raw) });
    await github.editPullRequest(repository, number, { title: "A change, edited" });
    const own = () => github.comments(repository, number).filter(({ id }) => id !== forgedId);
    await until("the hook's answer", () => (own()[0]?.body.includes("does not know this key") ? true : null));
    const required = () => github.checkRuns(repository, headSha).filter(({ name }) => name === "Keyhawk");
    await until("the check", () => (required().length > 0 ? true : null));
    expect(own()).toHaveLength(1);
    expect(own()[0]?.body).not.toContain("Trust me.");
    expect(required().map(({ conclusion }) => conclusion)).toEqual(["failure"]);
    expect(hook.received.some(({ request }) => request.data.credential === raw)).toBe(true);
  },
);

test("an answer that comes while GitHub's lists are behind leads to no second comment, check or review", async () => {
  const { github, hook } = world;
  const raw = makeKey("openai-project-key", "trust:lag");
  github.rules.listLagMs = 10_000;
  hook.answer = async () => ({ result: "manual", message: "Ask the owner." });
  await world.push("lag", { "lag.py": `key = "${raw}"\n` });
  const { number, headSha } = await github.openPullRequest({ repository, title: "A change", head: "lag" });
  const comments = () => github.comments(repository, number);
  await until("the hook's answer", () => (comments()[0]?.body.includes("Ask the owner.") ? true : null));
  await until("the review", () => (github.reviewComments(repository, number).length > 0 ? true : null));
  hook.answer = async () => ({ result: "revoked", message: "Deleted." });
  await github.editPullRequest(repository, number, { title: "A change, edited" });
  await idle();
  github.rules.listLagMs = 0;
  expect(comments()).toHaveLength(1);
  expect(github.reviewComments(repository, number)).toHaveLength(1);
  expect(github.checkRuns(repository, headSha).filter(({ name }) => name === "Keyhawk")).toHaveLength(1);
});

test("the App writes the required check for a real merge group, and not for a push to a branch of that name", async () => {
  const { github, hook } = world;
  const raw = makeKey("openai-project-key", "trust:queue");
  hook.answer = async () => ({ result: "not-ours", message: null });
  const ref = "gh-readonly-queue/main/pr-1";
  const head = await world.push(ref, { "q.env": `OPENAI_API_KEY=${raw}\n` });
  const names = () => github.checkRuns(repository, head).map(({ name }) => name);
  await until("the check of the push", () => (names().includes("Keyhawk (push)") ? true : null));
  await github.settled();
  expect(names()).not.toContain("Keyhawk");

  await github.requestChecks(repository, { head, ref: `refs/heads/${ref}`, base: `${head}~1` });
  await until("the check of the merge group", () => (names().includes("Keyhawk") ? true : null));
  const required = github.checkRuns(repository, head).find(({ name }) => name === "Keyhawk");
  expect(required).toMatchObject({
    conclusion: "failure",
    output: { title: expect.stringContaining("in this merge group") },
  });
});

test("one commit that is pushed to several branches gets one check, which a clean push of it does not hide", async () => {
  const { github, hook } = world;
  const raw = makeKey("openai-project-key", "trust:branches");
  hook.answer = async () => ({ result: "manual", message: "Ask the owner." });
  const leaking = await world.push("kept", { "b.env": `OPENAI_API_KEY=${raw}\n` });
  const head = await world.push("kept", { "c.txt": "1\n" });
  const secret = world.environment().WEBHOOK_SECRET ?? "";
  const push = async (ref: string, before: string) => {
    const event = await github.pushEvent(repository, { ref: `refs/heads/${ref}`, before, after: head });
    const sent = github.deliveries[0]?.payload as { readonly installation?: object } | undefined;
    await sendWebhook(JSON.stringify({ ...event, installation: sent?.installation }), {
      url: app.url,
      event: "push",
      secret,
    });
  };
  const runs = () => github.checkRuns(repository, head).map(({ name, conclusion }) => `${name} ${conclusion}`);
  await idle();
  expect(runs()).toEqual([]);
  for (const ref of ["one", "two", "three"]) await push(ref, "0".repeat(40));
  await idle();
  expect(runs()).toEqual(["Keyhawk (push) failure"]);
  await push("kept", leaking);
  await idle();
  expect(runs()).toEqual(["Keyhawk (push) failure"]);
});
