import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { type ActionWorld, everything, repository, startWorld } from "./world.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

async function leak(name: string) {
  await world.branch(name);
  const raw = makeKey("openai-project-key", `one:${name}`);
  await world.commit("Settings", { [`${name}.py`]: `key = "${raw}"\n` });
  await world.push(name);
  const pull = await world.github.openPullRequest({ repository, title: "A change", head: name });
  const { number } = pull;
  return { pull, number, raw, event: () => world.github.pullRequestEvent(repository, number) };
}

test.each(["octo-machine", "my-app[bot]"])(
  "three runs with a token of %s leave one comment and one review",
  async (login) => {
    const { github } = world;
    const { number, event } = await leak(`token-${login.length}`);
    const token = github.createToken({ repository, permissions: everything, login });
    for (let run = 0; run < 3; run += 1) {
      expect(await world.step("pull_request", await event(), { token })).toMatchObject({ code: 1, stderr: "" });
      expect(github.comments(repository, number)).toHaveLength(1);
    }
    expect(github.reviewComments(repository, number)).toHaveLength(1);
  },
);

test("matrix jobs that run at once leave one comment, and a later run deletes duplicates of the review", async () => {
  const { github } = world;
  const { number, event } = await leak("matrix");
  const payload = await event();
  const legs = await Promise.all([1, 2, 3].map(() => world.step("pull_request", payload)));
  expect(legs.map(({ code }) => code)).toEqual([1, 1, 1]);
  expect(await world.step("pull_request", await event())).toMatchObject({ code: 1, stderr: "" });
  expect(github.comments(repository, number)).toHaveLength(1);
  expect(github.reviewComments(repository, number)).toHaveLength(1);
});

test("findings are reported when GitHub does not show Keyhawk's comments, and no second comment is written", async () => {
  const { github } = world;
  const { number, event, raw } = await leak("unshown");
  expect(await world.step("pull_request", await event())).toMatchObject({ code: 1 });
  const end = github.addFault({
    method: "GET",
    path: /\/issues\/\d+\/comments/,
    status: 403,
    headers: { "retry-after": "3600" },
    body: { message: "You have exceeded a secondary rate limit." },
    times: Number.POSITIVE_INFINITY,
  });
  const { code, stdout, summary } = await world.step("pull_request", await event(), { attempt: 2 });
  end();
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error [^\n]*file=unshown\.py/m);
  expect(summary).toContain(raw.slice(-4));
  expect(summary).toContain("Keyhawk's comments could not be read");
  expect(github.comments(repository, number)).toHaveLength(1);
});

test("a run of an older head leaves the comment of the newer one alone", async () => {
  const { github } = world;
  const { number, event, raw } = await leak("older");
  const old = await event();
  await world.commit("Take it out", { "older.py": "import os\n" });
  await world.push("older");
  await github.settled();
  expect(await world.step("pull_request", await event())).toMatchObject({ code: 1 });
  const newest = github.comments(repository, number);
  expect(newest[0]?.body).toContain("Gone from the newest commit");
  const late = await world.step("pull_request", old, { attempt: 2 });
  expect(late.code).toBe(1);
  expect(late.stdout).toMatch(/^::warning title=Keyhawk::The pull request has a newer head/m);
  expect(github.comments(repository, number)).toEqual(newest);
  expect(github.reviewComments(repository, number)).toEqual([]);
  expect(newest[0]?.body).toContain(raw.slice(-4));
});

test("a request that GitHub processed but answered with 502 is not repeated", async () => {
  const { github } = world;
  const { number, pull, event } = await leak("lost");
  for (const path of [/\/issues\/\d+\/comments$/, /\/check-runs$/, /\/reviews$/]) {
    github.addFault({ method: "POST", path, status: 502, work: "done" });
  }
  expect(await world.step("pull_request", await event())).toMatchObject({ code: 1, stderr: "" });
  expect(github.comments(repository, number)).toHaveLength(1);
  expect(github.checkRuns(repository, pull.headSha)).toHaveLength(1);
  expect(github.reviewComments(repository, number)).toHaveLength(1);
});

const refusals = {
  comment: /\/issues\/\d+\/comments$/,
  check: /\/check-runs$/,
  review: /\/reviews$/,
} as const;

test.each([
  ["comment", 503],
  ["check", 401],
  ["review", 409],
] as const)(
  "when the %s is answered %i, everything else is published and the report is complete",
  async (part, status) => {
    const { github } = world;
    const { number, pull, event } = await leak(`part-${part}-${status}`);
    const end = github.addFault({ method: "POST", path: refusals[part], status, times: 100 });
    const ended = await world.step("pull_request", await event());
    end();
    expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: "1", conclusion: "failure" } });
    expect(ended.stdout).toMatch(/^::error title=Leaked OpenAI project key/m);
    expect(ended.stdout).toMatch(/^::warning title=Keyhawk::GitHub d/m);
    expect(ended.summary).toContain("sk-proj-…");
    expect(ended.report?.findings).toHaveLength(1);
    expect(github.comments(repository, number)).toHaveLength(part === "comment" ? 0 : 1);
    expect(github.checkRuns(repository, pull.headSha)).toHaveLength(part === "check" ? 0 : 1);
    expect(github.reviewComments(repository, number)).toHaveLength(part === "review" ? 0 : 1);
  },
);

test.each([
  ["Repository was archived so is read-only.", "archived"],
  ["Resource protected by organization SAML enforcement.", "single sign-on"],
  [
    "Although you appear to have the correct authorization credentials, the organization has an IP allow list enabled.",
    "IP allow list",
  ],
  ["Unable to create comment because issue is locked.", "locked"],
  ["Resource not accessible by integration", "`pull-requests: write`"],
])("a 403 with the message “%s” is reported with its own remedy", async (message, remedy) => {
  const { github } = world;
  const { event } = await leak(`forbidden-${message.length}`);
  const end = github.addFault({ method: "POST", path: refusals.comment, status: 403, body: { message }, times: 100 });
  const ended = await world.step("pull_request", await event(), { inputs: { suggestions: "false" } });
  end();
  expect(ended.stdout.split("\n").find((line) => line.startsWith("::warning"))).toContain(remedy);
});
