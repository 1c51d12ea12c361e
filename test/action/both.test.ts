import { expect, test } from "vitest";
import { until } from "../app/until.ts";
import { makeKey } from "../keys.ts";
import { startOpenAI } from "../openai/openai.ts";
import { alive, expectOneComment, repository, useBothWorld } from "./both-world.ts";

const bothWorld = useBothWorld();

test("the App's comment stays the only one, and makes no key dead for the step", async () => {
  const world = bothWorld();
  const { github, idle, runOn } = world;
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
  const all = () => world.bodies(number);
  const body = () => all()[0] ?? "";
  await until("the hook's answers", () =>
    body().includes("Deleted in") && body().includes("Ask the owner") ? true : null,
  );
  await idle();
  const suggestions = github.reviewComments(repository, number).length;
  const told = all();
  expect(await runOn(number, openai, "off")).toMatchObject({ code: 1, stderr: "", outputs: { keys: "2", live: "0" } });
  expect(all()).toEqual(told);
  const ended = await runOn(number, openai);
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: "2", live: "1" } });
  expect(ended.report?.findings.map(({ status }) => status).toSorted()).toEqual(["live", "unknown"]);
  expect(ended.summary).toContain(alive);
  expect(all()).toEqual(told);
  expect(github.reviewComments(repository, number)).toHaveLength(suggestions);

  await github.editPullRequest(repository, number, { title: "Oath" });
  await idle();
  expect(all()).toHaveLength(1);
  expect(body()).toContain("Deleted in project Shop.");
  expect(body()).toContain("Ask the owner.");
  expect(world.hook.received).toHaveLength(2);
  await openai.close();
});

test("one comment remains when the App comes first, and the comments of others are editable", () =>
  expectOneComment(bothWorld(), "App", "editable"));
