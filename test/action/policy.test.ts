import { afterAll, beforeAll, expect, test } from "vitest";
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
