import { afterAll, beforeAll, expect, test } from "vitest";
import { expectOneOfEach, expectRemedy, expectTheRest } from "./bad-answers.ts";
import { leak as leakIn } from "./leak.ts";
import { type ActionWorld, repository, startWorld } from "./world.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

const leak = (name: string) => leakIn(world, name);

test("three runs with a token of a machine user leave one comment and one review", () =>
  expectOneOfEach(world, "octo-machine"));

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

test("when the comment is answered 503, everything else is published and the report is complete", () =>
  expectTheRest(world, "comment", 503));

test("a 403 is reported with its own remedy", () =>
  expectRemedy(world, "Resource not accessible by integration", "`pull-requests: write`"));
