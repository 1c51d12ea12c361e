import { afterAll, beforeAll, expect, test } from "vitest";
import { git } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { type OpenAIStandIn, startOpenAI } from "../openai/openai.ts";
import { shown } from "./runner.ts";
import { type ActionWorld, keys, repository, startWorld } from "./world.ts";

let world: ActionWorld;
let openai: OpenAIStandIn;
beforeAll(async () => {
  [world, openai] = await Promise.all([startWorld(), startOpenAI()]);
  openai.addKey(keys.source);
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await openai.close();
  await world[Symbol.asyncDispose]();
});

const silent = { comment: "false", check: "false", suggestions: "false" };

test("verification decides for `fail-on: live`, fills `live`, and is in report and SARIF; the admin key is masked first", async () => {
  const { github } = world;
  const pull = await github.openPullRequest({ repository, title: "Alive?", head: "leak" });
  const payload = await github.pullRequestEvent(repository, pull.number);
  const inputs = { verify: "direct", "openai-api-url": openai.baseURL, "fail-on": "live", ...silent };
  const live = await world.step("pull_request", payload, { inputs: { ...inputs, "sarif-file": "a.sarif" } });
  expect(live).toMatchObject({ code: 1, stderr: "", outputs: { keys: "3", live: "1", conclusion: "failure" } });
  const statuses = Object.fromEntries((live.report?.findings ?? []).map(({ path, status }) => [path, status]));
  expect(statuses).toEqual({ "app/main.py": "live", "deploy/secret.yaml": "revoked", "try.sh": "revoked" });
  expect(live.sarif).toMatch(/"status": "live"/);

  const masked = await world.step("pull_request", payload, {
    inputs: { ...inputs, verify: "indirect", "openai-admin-key": openai.adminKey },
  });
  expect(masked.stdout.split("\n")[0]).toBe(`::add-mask::${openai.adminKey}`);
  expect(shown(masked.stdout)).not.toContain(openai.adminKey);
  expect(masked.outputs).toMatchObject({ live: "1" });

  const before = openai.requests.length;
  await world.step("pull_request", payload, { inputs: { ...silent, "openai-api-url": openai.baseURL } });
  expect(openai.requests).toHaveLength(before);
  const wrong = await world.step("pull_request", payload, { inputs: { ...inputs, verify: "indirekt" } });
  expect(wrong).toMatchObject({ code: 1, outputs: {} });
  expect(wrong.stdout).toMatch(/^::error::The input `verify` takes .* Did you mean `indirect`\?/m);
});

test("in a public repository neither comment nor check, summary or SARIF says that a key is alive, or whose it is", async () => {
  const { github } = world;
  const run = async (title: string, hidden: boolean) => {
    const pull = await github.openPullRequest({ repository, title, head: "leak" });
    const event = await github.pullRequestEvent(repository, pull.number);
    const inputs = {
      ...{ verify: "both", "verify-permissions": "true", "openai-admin-key": openai.adminKey },
      ...{ "openai-api-url": openai.baseURL, suggestions: "false", "sarif-file": "b.sarif" },
    };
    // The member of the pull request's base is what counts.
    const payload = JSON.parse(JSON.stringify(event, (key, value) => (key === "private" ? hidden : value)));
    const ended = await world.step("pull_request", payload, { inputs });
    const comment = github.comments(repository, pull.number)[0]?.body ?? "";
    const check = github.checkRuns(repository, pull.headSha).at(-1)?.output;
    return { ended, published: [comment, JSON.stringify(check), ended.summary ?? ""] };
  };
  const shown = await run("Private", true);
  for (const text of shown.published)
    expect(text).toMatch(/Alive: OpenAI knew it.*project `Default project .*may read `models/s);
  const hidden = await run("Public", false);
  for (const text of hidden.published) {
    expect(text).not.toMatch(/Alive|Not known whether|Default project|may read/);
    expect(text).toMatch(/Dead: OpenAI refused it/);
  }
  expect(shown.ended.sarif).toContain('"status": "live"');
  expect(hidden.ended.sarif).not.toMatch(/"status": "(?:live|unknown)"/);
  expect(hidden.ended.sarif).toContain('"status": "revoked"');
  // What runs after the step still knows.
  expect(hidden.ended.outputs).toMatchObject({ live: "1", conclusion: "failure" });
});

test("a scan of the history verifies too, of the checkout and through the API", async () => {
  await git(world.clone, "checkout", "--quiet", "main");
  await git(world.clone, "merge", "--quiet", "--no-ff", "--message", "Merge", "leak");
  await world.push("main");
  const inputs = { verify: "direct", "openai-api-url": openai.baseURL };
  const [local, remote] = [
    await world.step("schedule", {}, { inputs, workspace: world.clone }),
    await world.step("schedule", {}, { inputs }),
  ];
  expect(local.outputs).toMatchObject({ keys: "3", live: "1" });
  expect(remote.outputs).toMatchObject({ keys: "3", live: "1" });
});

test("the organisation's configuration holds: excluded paths are counted, responses decide, mistakes are annotated", async () => {
  const { github } = world;
  const { cloneUrl } = await github.createRepository("acme/.github");
  const configuration = "paths:\n  exclude: [deploy/]\nresponse: { unknown: warn }\ncoment: false\n";
  await git(world.clone, "checkout", "--quiet", "--orphan", "shared");
  await git(world.clone, "rm", "-rq", "--force", ".");
  await world.commit("Configure", { ".github/keyhawk.yml": configuration });
  await git(world.clone, "push", "--quiet", cloneUrl, "shared:main");

  await world.branch("shop", "main");
  const line = (name: string) => `OPENAI_API_KEY=${makeKey("openai-project-key", name)}\n`;
  await world.commit("Settings", { "app/shop.env": line("app"), "deploy/shop.env": line("deploy") });
  await world.push("shop");
  const pull = await github.openPullRequest({ repository, title: "Shared", head: "shop" });
  const payload = await github.pullRequestEvent(repository, pull.number);
  const ended = await world.step("pull_request", payload, { inputs: silent });
  expect(ended).toMatchObject({ code: 0, outputs: { keys: "1", complete: "true", conclusion: "success" } });
  expect(ended.report?.coverage).toMatchObject({ excluded: 1 });
  expect(ended.stdout).toMatch(/^::warning title=Keyhawk configuration,.*line=4.*::coment: .*did you mean `comment`/m);
  expect(ended.stdout).toContain("acme/.github:.github/keyhawk.yml");
  // What the workflow asks for weighs more.
  const asked = await world.step("pull_request", payload, { inputs: { ...silent, "fail-on": "found" } });
  expect(asked.code).toBe(1);
});
