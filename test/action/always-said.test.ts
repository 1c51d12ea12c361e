import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, git, temporaryFolder } from "../cli/command.ts";
import { unusableAnswers } from "../faults/bad-answers.ts";
import { makeKey } from "../keys.ts";
import { expectNoSecondComment } from "./bad-answers.ts";
import type { Ended } from "./runner.ts";
import { type ActionWorld, repository, startWorld } from "./world.ts";

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
  const key = makeKey("openai-project-key", `said:${name}`);
  await world.commit("Settings", { [`${name}.env`]: `OPENAI_API_KEY=${key}\n` });
  await world.push(name);
  const pull = await world.github.openPullRequest({ repository, title: "A change", head: name });
  return { pull, event: await world.github.pullRequestEvent(repository, pull.number) };
}

test.each(["labeled", "enqueued", "closed", "assigned"])(
  "a run for the action %s reports the result of the pull request",
  async (action) => {
    const { event } = await leak(`action-${action}`);
    const ended = await world.step("pull_request", { ...event, action });
    expect(ended).toMatchObject({ code: 1, outputs: { keys: "1", conclusion: "failure" } });
  },
);

test.each([
  ["push", {}],
  ["pull_request", { action: "opened" }],
  ["merge_group", { action: "checks_requested" }],
])("an incomplete %s event does not succeed", async (event, payload) => {
  const ended = await world.step(event, payload);
  expect(ended.code).toBe(1);
  expect(ended.outputs.conclusion).not.toBe("success");
  expect(ended.stdout).toMatch(/^::error::The payload of \w+ is not complete.* So nothing was scanned\.$/m);
});

test("a change of which GitHub shows no commit fails the step", async () => {
  const { event } = await leak("nothing");
  // GitHub's refusals with 422 are final: a server error would be tried again for a minute.
  const end = world.github.addFault({ status: 422, method: "GET", path: /\/compare\//, times: Infinity });
  const ended = await world.step("pull_request", event);
  end();
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { conclusion: "neutral", complete: "false" } });
  expect(ended.stdout).toMatch(/^::error::Nothing of acme\/shop#\d+ could be scanned: the job summary says why\.$/m);
});

test.each([
  ["damaged", { GITHUB_EVENT_PATH: import.meta.filename }, "The event's file (GITHUB_EVENT_PATH) cannot be read"],
  ["without a repository", { GITHUB_REPOSITORY: "" }, "GITHUB_REPOSITORY names no repository"],
])("an event that is %s fails the step with one sentence", async (_, env, sentence) => {
  const ended = await world.step("schedule", {}, { env });
  expect(ended).toMatchObject({ code: 1, stderr: "", stdout: expect.stringContaining(`::error::${sentence}`) });
  expect(ended.stdout).not.toContain("defect");
});

test("a hook without its secret, as in Dependabot runs, is not called, and the run continues", async () => {
  const { event } = await leak("dependabot");
  const inputs = { "hook-url": "https://hook.example/keys", "hook-secret": "", verify: "indirect" };
  const ended = await world.step("pull_request", event, { inputs });
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: "1", conclusion: "failure" } });
  expect(ended.stdout).toMatch(/^::warning title=Keyhawk::The revocation hook is not called/m);
  expect(ended.stdout).toMatch(/^::warning title=Keyhawk::Keys are not verified/m);
});

test.each([
  ["GITHUB_STEP_SUMMARY", "The job summary", "/dev/null/file"],
  ["GITHUB_OUTPUT", "The outputs", "/dev/null/file"],
  // Nothing can be made there, although the folder exists.
  ["RUNNER_TEMP", "The report", "/proc/none"],
])("a %s that cannot be written produces a warning", async (variable, what, path) => {
  const { event } = await leak(`missing-${variable}`);
  const ended = await world.step("pull_request", event, { env: { [variable]: path } });
  expect(ended).toMatchObject({ code: 1, stderr: "" });
  expect(ended.stdout).toMatch(new RegExp(`^::warning title=Keyhawk::${what}.* could not be written`, "m"));
  expect(ended.stdout).toMatch(/^::error title=Leaked OpenAI project key/m);
  expect(ended.stdout).not.toContain("defect");
});

test.skipIf(process.getuid?.() !== 0).each(["tree", "history"])(
  "a checkout that belongs to another user is scanned with `scan: %s`",
  async (scan) => {
    await using folder = await temporaryFolder();
    await git(
      folder.path,
      "clone",
      "--quiet",
      "--no-local",
      "--single-branch",
      "--branch",
      "leak",
      world.clone,
      "checkout",
    );
    const workspace = join(folder.path, "checkout");
    await call("chown", ["-R", "65534:65534", workspace], {});
    const ended = await world.step("schedule", {}, { workspace, inputs: { scan } });
    expect(ended.stdout).not.toMatch(/dubious|not in a git repository/);
    expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: scan === "tree" ? "2" : "3" } });
  },
);

test("a list of comments that is JSON of another form does not cause a second comment", () =>
  expectNoSecondComment(world, "another form", unusableAnswers["JSON of another form"]));

/** Runs the step, and sends it a signal when it makes a request that GitHub does not answer. */
async function cancelledAt(
  request: { readonly method: string; readonly path: RegExp; readonly delayMs: number },
  signal: NodeJS.Signals,
  run: (running: (step: ChildProcess) => void) => Promise<Ended>,
): Promise<Ended> {
  let cancel = () => {};
  const end = world.github.addFault({ ...request, times: Infinity, met: () => cancel() });
  try {
    return await run((step) => {
      cancel = () => void step.kill(signal);
    });
  } finally {
    end();
  }
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "a run that is cancelled by %s while GitHub does not answer reports what it had found",
  async (signal) => {
    const { event } = await leak(`cancelled-${signal}`);
    const ended = await cancelledAt({ method: "POST", path: /\/comments$/, delayMs: 60_000 }, signal, (running) =>
      world.step("pull_request", event, { running }),
    );
    expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { keys: "1", conclusion: "failure" } });
    expect(ended.stdout).toMatch(/^::error title=Leaked OpenAI project key/m);
    expect(ended.stdout).toMatch(/^::warning title=Keyhawk::This run was cancelled before it ended/m);
    expect(ended.summary).toContain("OpenAI project key");
    expect(ended.report?.findings).toHaveLength(1);
  },
);

test("a run that is cancelled before anything was read says so", async () => {
  const { event } = await leak("cancelled-early");
  const ended = await cancelledAt({ method: "GET", path: /^\/repos\//, delayMs: 60_000 }, "SIGINT", (running) =>
    world.step("pull_request", event, { running }),
  );
  expect(ended).toMatchObject({ code: 1, stderr: "" });
  expect(ended.stdout).toContain("::error::The run was cancelled before it had a result.");
});

test("a cancelled scan of the checkout ends with what it had found", async () => {
  const ended = await cancelledAt({ method: "GET", path: /\/contents\//, delayMs: 200 }, "SIGINT", (running) =>
    world.step("schedule", { repository: { default_branch: "main" } }, { workspace: world.clone, running }),
  );
  expect(ended).toMatchObject({ stderr: "", outputs: { complete: "false" } });
  expect(ended.report?.coverage.notScanned).toMatchObject([{ reason: "interrupted" }]);
});
