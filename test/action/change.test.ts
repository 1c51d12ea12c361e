import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { git, temporaryFolder } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { shown } from "./runner.ts";
import { type ActionWorld, keys, repository, startWorld } from "./world.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

const directional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const zeros = "0".repeat(40);

/** No form of any key is in a text. */
function expectNoKey(text: string): void {
  for (const key of Object.values(keys)) {
    expect(text).not.toContain(key);
    expect(text).not.toContain(Buffer.from(key).toString("base64"));
  }
}

test("a pull request that leaks a key fails, with annotations, summary, outputs, SARIF, comment, suggestions and check", async () => {
  const { github } = world;
  const pull = await github.openPullRequest({ repository, title: "A client", head: "leak" });
  const payload = await github.pullRequestEvent(repository, pull.number);
  const ended = await world.step("pull_request", payload, { inputs: { "sarif-file": "out/keyhawk.sarif" } });

  expect(ended).toMatchObject({ code: 1, stderr: "" });
  expect(ended.outputs).toMatchObject({ findings: "3", keys: "3", live: "0", complete: "true", conclusion: "failure" });
  const visible = shown(ended.stdout);
  expect(visible).toMatch(/^::error title=Leaked OpenAI project key,file=app\/main\.py,line=3,endLine=3::sk-proj-…/m);
  expect(visible).toMatch(/^::error title=Leaked OpenAI service account key,file=deploy\/secret\.yaml,line=3/m);
  expect(visible).toMatch(/^::error::3 leaked keys in acme\/shop#\d+/m);
  expect(ended.summary).toContain("sk-admin-…");
  expect(ended.report?.findings).toHaveLength(3);
  expect(JSON.parse(ended.sarif)).toMatchObject({ version: "2.1.0" });

  const [comment, ...others] = github.comments(repository, pull.number);
  expect(others).toEqual([]);
  expect(comment?.body).toContain("sk-proj-…");
  expect(github.checkRuns(repository, pull.headSha)).toMatchObject([{ name: "Keyhawk", conclusion: "failure" }]);
  const suggestions = github.reviewComments(repository, pull.number);
  expect(suggestions.map((each) => each.path)).toContain("app/main.py");
  expect(suggestions.find((each) => each.path === "app/main.py")?.body).toContain("```suggestion");

  // The runner is asked to mask every form of every key before anything else is printed.
  const masks = ended.stdout.split("\n").filter((line) => line.startsWith("::add-mask::"));
  expect(ended.stdout.split("\n").slice(0, masks.length)).toEqual(masks);
  for (const key of Object.values(keys)) expect(masks).toContain(`::add-mask::${key}`);
  for (const text of [visible, ended.summary, JSON.stringify(ended.report), ended.sarif]) expectNoKey(text);
  expectNoKey(JSON.stringify([comment, suggestions.map((each) => each.body), github.checkRuns(repository)]));

  const again = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number), {
    attempt: 2,
  });
  expect(again.code).toBe(1);
  expect(github.comments(repository, pull.number)).toHaveLength(1);
  expect(github.reviewComments(repository, pull.number)).toHaveLength(suggestions.length);
  expect(github.checkRuns(repository, pull.headSha)).toHaveLength(1);
});

test("an installation without the grammars reports the leak without suggestions, and says why once", async () => {
  const { github } = world;
  await using folder = await temporaryFolder();
  const dist = join(import.meta.dirname, "../../dist");
  await cp(join(dist, "index.js"), join(folder.path, "index.js"));
  await cp(join(dist, "action"), join(folder.path, "action"), { recursive: true });
  const pull = await github.openPullRequest({ repository, title: "Another client", head: "leak" });
  const payload = await github.pullRequestEvent(repository, pull.number);
  const ended = await world.step("pull_request", payload, { step: join(folder.path, "index.js") });
  expect(ended).toMatchObject({ code: 1, stderr: "" });
  const warnings = ended.stdout.split("\n").filter((line) => line.startsWith("::warning"));
  expect(warnings).toEqual([expect.stringMatching(/The grammar of python could not be loaded, .*ENOENT/)]);
  const written = github.reviewComments(repository, pull.number).map(({ body }) => body);
  expect(written).not.toEqual([]);
  expect(written.filter((body) => body.includes("```suggestion"))).toEqual([]);
});

test("a clean pull request passes silently with few requests", async () => {
  const { github } = world;
  const pull = await github.openPullRequest({ repository, title: "Clean", head: "clean" });
  const payload = await github.pullRequestEvent(repository, pull.number);
  const before = github.requests.length;
  const ended = await world.step("pull_request_target", payload);
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(ended.outputs).toMatchObject({ findings: "0", complete: "true", conclusion: "success", sarif: "" });
  expect(ended.stdout).not.toContain("::");
  // Two for the configuration, which a step cannot keep; the diff, the commit's check runs, and the new one.
  expect(github.requests.slice(before).length).toBeLessThanOrEqual(5);
  expect(github.comments(repository, pull.number)).toEqual([]);
});

test("pushes: a leak fails, findings that were there before are ignored, and a push without commits passes with a reason", async () => {
  const { github } = world;
  const leak = await git(world.clone, "rev-parse", "leak");
  const push = async (ref: string, before: string, after: string) =>
    world.step("push", await github.pushEvent(repository, { ref, before, after }));

  const created = await push("refs/heads/leak", zeros, leak);
  expect(created).toMatchObject({ code: 1, outputs: { findings: "3" } });
  expect(github.checkRuns(repository, leak).map((run) => run.name)).toContain("Keyhawk (push)");

  const deleted = await push("refs/heads/leak", leak, zeros);
  expect(deleted).toMatchObject({ code: 0, outputs: { findings: "0", conclusion: "success" } });
  expect(deleted.stdout).toContain("was deleted");

  // The same commit under another name, and a new branch on top of it that adds nothing bad.
  await world.branch("more", "leak");
  const more = await world.commit("More", { "app/more.py": "more = 1\n" });
  await world.push("more");
  const after = await push("refs/heads/more", leak, more);
  expect(after).toMatchObject({ code: 0, outputs: { findings: "0" } });

  await git(world.clone, "tag", "--annotate", "v1", "--message", `Key: ${keys.source}`, "main");
  await world.push("v1");
  const tag = await git(world.clone, "rev-parse", "v1");
  expect(await push("refs/tags/v1", zeros, tag)).toMatchObject({ code: 1, outputs: { findings: "1" } });
});

test("a merge group is scanned from the branch that it merges into, under the required name", async () => {
  const { github } = world;
  const sha = await git(world.clone, "rev-parse", "leak");
  const ref = "refs/heads/gh-readonly-queue/main/pr-1";
  await git(world.clone, "push", "--quiet", "origin", `${sha}:${ref}`);
  // The group before this one brought everything but the last commit.
  const payload = github.mergeGroupEvent(repository, { head: sha, ref, base: `${sha}~1` });
  const ended = await world.step("merge_group", await payload);
  expect(ended).toMatchObject({ code: 1, outputs: { findings: "3" } });
  expect(ended.summary).toContain("3 OpenAI keys leaked in this merge group");
  expect(github.checkRuns(repository, sha)).toContainEqual(
    expect.objectContaining({ name: "Keyhawk", external_id: expect.stringContaining("keyhawk-step:") }),
  );
});

test("a push to a branch of the queue's never writes the check that pull requests require", async () => {
  const { github } = world;
  await world.branch("required", "leak");
  const sha = await world.commit("Required", { "required.md": "# Required\n" });
  await world.push("required");
  const pull = await github.openPullRequest({ repository, title: "Required", head: "required" });
  await world.step("pull_request", await github.pullRequestEvent(repository, pull.number));
  const ref = "refs/heads/gh-readonly-queue/main/pr-9";
  await git(world.clone, "push", "--quiet", "origin", `${sha}:${ref}`);
  const event = await github.pushEvent(repository, { ref, before: sha, after: sha });
  expect(await world.step("push", event)).toMatchObject({ code: 0 });
  const required = github.checkRuns(repository, sha).filter(({ name }) => name === "Keyhawk");
  expect(required).toMatchObject([{ conclusion: "failure" }]);
});

test("a clean push of a commit does not hide the failed check of another push of the same commit", async () => {
  const { github } = world;
  await world.branch("red", "leak");
  const sha = await world.commit("Red", { "red.env": `OPENAI_API_KEY=${makeKey("openai-project-key", "red")}\n` });
  await world.push("red");
  const red = await github.pushEvent(repository, {
    ref: "refs/heads/red",
    before: await git(world.clone, "rev-parse", "leak"),
    after: sha,
  });
  expect(await world.step("push", red)).toMatchObject({ code: 1 });
  await git(world.clone, "push", "--quiet", "origin", `${sha}:refs/heads/copy`);
  const copy = await github.pushEvent(repository, { ref: "refs/heads/copy", before: sha, after: sha });
  expect(await world.step("push", copy)).toMatchObject({ code: 0 });
  const runs = github.checkRuns(repository, sha).map(({ name, conclusion }) => `${conclusion}: ${name}`);
  expect(runs).toEqual(["failure: Keyhawk (push)"]);
});

test("a fork's token that can only read: annotations, summary and a red step, and a sentence about the rest", async () => {
  const { github } = world;
  const { cloneUrl } = await github.createRepository("mallory/shop");
  await git(world.clone, "push", "--quiet", cloneUrl, "main", "leak");
  const pull = await github.openPullRequest({
    repository,
    title: "From a fork",
    head: "leak",
    headRepository: "mallory/shop",
  });
  const ended = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number), {
    permissions: { contents: "read" },
    inputs: { "hook-url": "https://hook.example/keys", "hook-secret": "" },
  });
  expect(ended).toMatchObject({ code: 1, stderr: "", outputs: { findings: "3", conclusion: "failure" } });
  expect(ended.stdout).toMatch(/^::error title=Leaked OpenAI project key,file=app\/main\.py/m);
  expect(ended.stdout).toMatch(/^::warning .*Runs of forks have a token that can only read/m);
  expect(ended.stdout).toContain("GitHub gives no secrets to runs of forks");
  expect(ended.summary).toContain("sk-proj-…");
  expect(github.comments(repository, pull.number)).toEqual([]);

  const own = await github.openPullRequest({ repository, title: "Own", head: "leak" });
  const lacking = await world.step("pull_request", await github.pullRequestEvent(repository, own.number), {
    permissions: { contents: "read", pull_requests: "write" },
    inputs: { suggestions: "false" },
  });
  expect(lacking.code).toBe(1);
  expect(lacking.stdout).toMatch(/^::warning .*Add `checks: write` to `permissions`/m);
  expect(github.comments(repository, own.number)).toHaveLength(1);
});

test("names from a change are never run as workflow commands, and annotations show them in full", async () => {
  const { github } = world;
  const key = makeKey("openai-project-key", "names");
  const path = "a,b::set-output name=x::y%0A::error file=z::.env";
  await world.branch("names");
  const sha = await world.commit("##[add-path]/tmp", { [path]: `OPENAI_API_KEY=${key}\n` });
  await world.push("names");
  const ended = await world.step(
    "push",
    await github.pushEvent(repository, { ref: "refs/heads/names", before: zeros, after: sha }),
  );
  expect(ended.code).toBe(1);
  expect(ended.stdout).toContain("file=a%2Cb%3A%3Aset-output name=x%3A%3Ay%250A%3A%3Aerror file=z%3A%3A.env,line=1");
  expect(ended.stdout).not.toMatch(/^::(?:set-output|error file=z)|##\[/m);
});

test("a file whose name changes the direction of text is named without doing so", async () => {
  const { github } = world;
  const key = makeKey("openai-project-key", "direction");
  await world.branch("direction");
  const sha = await world.commit("\u2066Direction", { "app\u202egnp.env": `OPENAI_API_KEY=${key}\n` });
  await world.push("direction");
  const payload = await github.pushEvent(repository, { ref: "refs/heads/direction", before: zeros, after: sha });
  const ended = await world.step("push", payload, { inputs: { "sarif-file": "keyhawk.sarif" } });
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/^::error title=Leaked OpenAI project key::app\\u\{202e\}gnp\.env, line 1: sk-proj/m);
  expect(ended.report?.findings).toMatchObject([{ path: "app\u202egnp.env" }]);
  for (const text of [ended.stdout, ended.summary, ended.sarif]) expect(text).not.toMatch(directional);
});

test("the configuration of the base branch and the inputs over it decide", async () => {
  const { github } = world;
  const pull = await github.openPullRequest({ repository, title: "Quietly", head: "leak" });
  const payload = await github.pullRequestEvent(repository, pull.number);
  const ended = await world.step("pull_request", payload, {
    inputs: { "fail-on": "never", comment: "false", suggestions: "false", check: "false" },
  });
  expect(ended).toMatchObject({ code: 0, outputs: { findings: "3" } });
  expect(ended.stdout).toMatch(/^::warning title=Leaked OpenAI project key/m);
  expect(github.comments(repository, pull.number)).toEqual([]);

  await world.branch("main");
  const configuration = "ignore:\n  paths:\n    - path: '*'\n      reason: made for a test\nfail-onn: never\n";
  await world.commit("Configure", { "config/keyhawk.yml": configuration });
  await world.push("main");
  const ignored = await world.step("pull_request", payload, { inputs: { config: "config/keyhawk.yml" } });
  expect(ignored).toMatchObject({ code: 0, outputs: { findings: "0", ignored: "3" } });
  expect(ignored.stdout).toMatch(/^::warning title=Keyhawk configuration,file=config\/keyhawk\.yml,line=5.*fail-on/m);
});
