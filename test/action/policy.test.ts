import { afterAll, beforeAll, expect, test } from "vitest";
import { git } from "../../demo/git.ts";
import { startHook } from "../app/hook-receiver.ts";
import { makeKey } from "../keys.ts";
import { type ActionWorld, repository, startWorld } from "./world.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

const lenient = {
  "fail-on": "fail-on: never\n",
  ignore: "ignore:\n  paths:\n    - path: '*.env'\n      reason: samples\n",
  paths: "paths:\n  exclude: ['*.env']\n",
  response: "response:\n  unknown: warn\n",
  "fail-severity and check": "fail-severity: critical\ncheck: false\nfail-on: never\n",
} as const;

test.each(Object.entries(lenient))(
  "a base branch with a lenient %s does not make the check pass",
  async (field, text) => {
    const { github } = world;
    const name = field.split(" ")[0];
    await world.branch(`lenient-${name}`);
    await world.commit("Configure", { ".github/keyhawk.yml": text });
    await world.branch(`into-${name}`, `lenient-${name}`);
    const key = makeKey("openai-project-key", `policy:${name}`);
    await world.commit("Settings", { "a.env": `OPENAI_API_KEY=${key}\n` });
    await world.push(`lenient-${name}`, `into-${name}`);
    const pull = await github.openPullRequest({
      repository,
      title: "A change",
      head: `into-${name}`,
      base: `lenient-${name}`,
    });
    const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number));
    expect(ended).toMatchObject({ code: 1, outputs: { keys: "1", conclusion: "failure" } });
    expect(github.checkRuns(repository, pull.headSha)).toMatchObject([{ name: "Keyhawk", conclusion: "failure" }]);
  },
);

test("an organisation's configuration that GitHub refuses to show is named everywhere, and the check is neutral", async () => {
  const { github } = world;
  const end = github.addFault({ path: /^\/repos\/acme\/\.github\/contents/, status: 403, times: 100 });
  await world.branch("refused");
  const sha = await world.commit("Fine", { "fine.md": "# Fine\n" });
  await world.push("refused");
  const pull = await github.openPullRequest({ repository, title: "A change", head: "refused" });
  const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number));
  end();
  expect(ended).toMatchObject({ code: 0, outputs: { complete: "false", conclusion: "neutral" } });
  expect(github.checkRuns(repository, sha)).toMatchObject([{ name: "Keyhawk", conclusion: "neutral" }]);
  const name = "acme/.github:.github/keyhawk.yml";
  expect(ended.summary).toContain(name);
  expect(JSON.stringify(ended.report?.coverage.notScanned)).toContain(name);
  expect(JSON.stringify(github.checkRuns(repository, sha))).toContain(name);
});

test("a configuration that GitHub never serves does not keep the findings back", async () => {
  const { github } = world;
  const end = github.addFault({ path: /^\/repos\/acme\/shop\/contents/, status: 403, times: Infinity });
  await world.branch("unserved");
  const key = makeKey("openai-project-key", "unserved");
  const sha = await world.commit("Settings", { "u.env": `OPENAI_API_KEY=${key}\n` });
  await world.push("unserved");
  const pull = await github.openPullRequest({ repository, title: "A change", head: "unserved" });
  const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number));
  end();
  expect(ended).toMatchObject({ code: 1, outputs: { keys: "1", complete: "false", conclusion: "failure" } });
  expect(github.checkRuns(repository, sha)).toMatchObject([{ name: "Keyhawk", conclusion: "failure" }]);
  const sentence = "GitHub did not serve the configuration acme/shop:.github/keyhawk.yml";
  expect(ended.summary).toContain(sentence);
  expect(JSON.stringify(ended.report?.coverage.notScanned)).toContain(sentence);
});

test("while the organisation only observes, a step publishes nothing outside of its run, calls no hook and passes", async () => {
  const { github } = world;
  const { cloneUrl } = await github.createRepository("acme/.github");
  await git(world.clone, "checkout", "--quiet", "--orphan", "organisation");
  const modes = "mode: enforce\nmodes:\n  - { repository: SHOP, mode: observe }\n";
  await world.commit("Configure", { ".github/keyhawk.yml": modes });
  await git(world.clone, "push", "--quiet", cloneUrl, "organisation:main");
  await world.branch("observed");
  const sha = await world.commit("Settings", {
    "o.env": `OPENAI_API_KEY=${makeKey("openai-project-key", "observed")}\n`,
  });
  await world.push("observed");
  const pull = await github.openPullRequest({ repository, title: "A change", head: "observed" });
  const hook = await startHook();
  const inputs = { "hook-url": hook.url, "hook-secret": hook.secret };
  const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number), { inputs });
  expect(ended).toMatchObject({ code: 0, outputs: { keys: "1", conclusion: "neutral" } });
  expect(ended.summary).toContain("The organisation only observes this repository");
  expect(ended.stdout).toContain("the organisation only observes, so the step passes");
  expect(ended.stdout).not.toMatch(/^::(?:error|warning)/m);
  expect(hook.received).toEqual([]);
  await hook.close();
  expect(github.checkRuns(repository, sha)).toEqual([]);
  expect(github.comments(repository, pull.number)).toEqual([]);
  expect(github.reviewComments(repository, pull.number)).toEqual([]);
});
