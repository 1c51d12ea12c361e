import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createGitHubClient } from "../../src/github/client/create-client.ts";
import { isTransient } from "../../src/github/client/request-error.ts";
import { createPolicyCache } from "../../src/github/read/policy-cache.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { parseState } from "../../src/report/comment-state.ts";
import { commentMarker } from "../../src/report/formats/comment.ts";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { fastImport, git } from "./repository.ts";
import { createWorld, type HandleOptions, handleChange, plainClient, startGitHub, type World, zeros } from "./world.ts";

let github: GitHubStandIn;
let world: World;

beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());
beforeEach(async () => {
  world = await createWorld(github);
});

const key = makeKey("openai-project-key", "publish");
const tip = (ref: string) => git(world.gitDir, "rev-parse", ref);
const leak = { message: "Leak", files: { "app.py": `import os\n\nkey = "${key}"\n` } };
const compare = "GET /repos/{owner}/{repo}/compare/{basehead}";
const check = "POST /repos/{owner}/{repo}/check-runs";
const checks = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
const comments = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";

describe("publishing", () => {
  test("a clean change costs the patch, the check run and at most one list, and gets no comment", async () => {
    const policies = createPolicyCache();
    world.commit("topic", [{ message: "Fine", files: { a: "1\n" } }], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    const before = tip("main");
    world.commit("main", [{ message: "Fine", files: { b: "1\n" } }]);
    await policies.load(world.client, { owner: world.owner, repo: world.repo, ref: "main" });
    const { load: loadPolicy } = policies;
    const known: Partial<HandleOptions> = { commented: "no", headUse: async () => "unshared" };
    const costs = async (change: Parameters<typeof world.handle>[0], options = {}) => {
      world.requests();
      const { report } = await world.handle(change, { loadPolicy, ...options });
      expect(report.conclusion).toBe("success");
      return world.requests();
    };
    expect(await costs(pull)).toEqual([compare, checks, check]);
    const push = world.push({ before, after: tip("main") });
    expect(await costs(push)).toEqual([compare, checks]);
    expect(await costs(push, known)).toEqual([compare]);
    const always = async () => ({ ...defaultPolicy, pushCheck: "always" as const });
    expect(await costs(push, { ...known, loadPolicy: always })).toEqual([compare, check]);
    expect(await costs(pull, known)).toEqual([compare, check]);
    expect(await costs({ ...pull, opened: false })).toEqual([comments, compare, check]);
    expect(await costs({ ...pull, opened: false, comments: 1 }, known)).toEqual([comments, compare, check]);
    expect(github.comments(world.fullName, pull.number)).toEqual([]);
    const runs = github.checkRuns(world.fullName).map((run) => `${run.name}: ${run.conclusion}`);
    expect(new Set(runs)).toEqual(new Set(["Keyhawk: success", "Keyhawk (push): success"]));
  });

  test("a clean push writes no check run, but turns a red one of its commit green", async () => {
    const before = tip("main");
    world.commit("main", [leak]);
    const push = world.push({ before, after: tip("main") });
    const runs = () => github.checkRuns(world.fullName).map(({ name, conclusion }) => `${name}: ${conclusion}`);
    await world.handle(push);
    expect(runs()).toEqual(["Keyhawk (push): failure"]);
    // The file is left out of the scan since: the same push, judged again.
    const policy = { ...defaultPolicy, paths: { include: [], exclude: ["app.py"] } };
    const again = await world.handle(push, { attempt: "further", loadPolicy: async () => policy });
    expect(again.report).toMatchObject({ conclusion: "success", keys: [] });
    const cleared = runs();
    expect(cleared.toSorted()).toEqual(["Keyhawk (push): failure", "Keyhawk (push): success"]);
    await world.handle(push, { attempt: "further", loadPolicy: async () => policy });
    expect(runs()).toEqual(cleared);

    world.commit("main", [{ message: "Fine", files: { c: "1\n" } }]);
    const { published } = await world.handle(world.push({ before: push.after, after: tip("main") }));
    expect(published.checkRun).toBeNull();
    expect(github.checkRuns(world.fullName, tip("main"))).toEqual([]);
  });

  test("suggests a change of a line where its whole file allows it, and asks for each file once", async () => {
    const other = makeKey("openai-project-key", "other");
    const files = {
      "app.py": `import os\n\nk = "${key}"\nm = "${other}"\n`,
      "notes.py": `def f():\n    """Needs a key:\n    k = "${key}"\n    """\n`,
    };
    world.commit("topic", [{ message: "Leak", files }], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    world.requests();
    await world.handle(pull);
    const reads = world.requests().filter((route) => route === "GET /repos/{owner}/{repo}/contents/{path}");
    // Two are the configuration's.
    expect(reads).toHaveLength(2 + Object.keys(files).length);
    const suggested = github
      .reviewComments(world.fullName, pull.number)
      .map(({ path, line, body }) => `${path}:${line} ${body.includes("```suggestion")}`);
    expect(suggested.toSorted()).toEqual(["app.py:3 true", "app.py:4 true", "notes.py:3 false"]);
  });

  test("publishing twice has the effect of publishing once", async () => {
    world.commit("topic", [leak], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    await world.handle(pull);
    const state = () => ({
      comments: github.comments(world.fullName, pull.number),
      review: github.reviewComments(world.fullName, pull.number),
      checks: github.checkRuns(world.fullName).map(({ completed_at: _, ...run }) => run),
    });
    const once = state();
    expect(once.comments).toHaveLength(1);
    expect(once.review).toMatchObject([{ path: "app.py", line: 3 }]);
    expect(once.checks).toMatchObject([{ name: "Keyhawk", conclusion: "failure", output: { annotations_count: 1 } }]);
    await world.handle(pull, { attempt: "further" });
    expect(state()).toEqual(once);
    // GitHub shows the lines of the diff beside a review comment; what we wrote holds no key.
    const ours = [...once.comments, ...once.review].map(({ body }) => body).concat(JSON.stringify(once.checks));
    expect(ours.some((text) => text.includes(key))).toBe(false);
  });

  test("a fix changes the comment in place; the key stays until it is revoked", async () => {
    world.commit("topic", [leak], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    const { report } = await world.handle(pull);
    const [before] = github.comments(world.fullName, pull.number);
    world.commit("topic", [{ message: "Fix", files: { "app.py": "import os\n" } }]);
    const fixed = await world.handle(world.again(pull), { externalId: "job-2" });
    expect(fixed.report.keys).toMatchObject([{ headPlaces: [], earlier: false }]);
    expect(fixed.report.conclusion).toBe("failure");
    const [after, more] = github.comments(world.fullName, pull.number);
    expect(more).toBeUndefined();
    expect(after?.id).toBe(before?.id);
    expect(after?.body).not.toBe(before?.body);

    const fingerprint = report.keys[0]?.fingerprint ?? "";
    const responses = new Map([
      [fingerprint, { result: "revoked", message: null, at: "2026-11-24T02:00:00Z" }] as const,
    ]);
    const revoked = await world.handle(world.again(pull), {
      externalId: "job-2",
      attempt: "further",
      responsesOf: async () => responses,
    });
    expect(revoked.report.conclusion).toBe("success");
    expect(github.comments(world.fullName, pull.number)).toHaveLength(1);
    expect(github.checkRuns(world.fullName, tip("topic")).map((run) => run.conclusion)).toEqual(["success"]);
  });

  test("a key that was force-pushed away stays reported", async () => {
    world.commit("topic", [leak], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    await world.handle(pull);
    world.commit("topic", [{ message: "Clean", files: { b: "1\n" } }], "refs/heads/main");
    const { report, published } = await world.handle(world.again(pull));
    expect(report.keys).toMatchObject([{ earlier: true, headPlaces: [] }]);
    expect(report.conclusion).toBe("failure");
    expect(published.comment?.body).toContain(commentMarker);
  });

  test("a comment that the event does not know of yet is found before another is written", async () => {
    world.commit("topic", [leak], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    await world.handle(pull);
    await world.handle({ ...pull, comments: 0 }, { externalId: "job-2" });
    expect(github.comments(world.fullName, pull.number)).toHaveLength(1);
  });

  test("a key that was removed before GitHub counted our comment stays reported", async () => {
    world.commit("topic", [leak], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    await world.handle(pull);
    world.commit("topic", [{ message: "Clean", files: { b: "1\n" } }], "refs/heads/main");
    const { report } = await world.handle(world.again(pull, { comments: 0 }), { externalId: "job-2" });
    expect(report.keys).toMatchObject([{ earlier: true }]);
    expect(github.comments(world.fullName, pull.number)).toHaveLength(1);
  });

  test("another bot's comment that looks like ours, or quotes it, is left alone beside our own", async () => {
    world.commit("topic", [leak], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    const bodies = [`> ${commentMarker}\n> quoted`, `${commentMarker}\nAnother Keyhawk`];
    for (const body of bodies) github.addComment(world.fullName, pull.number, { login: "other[bot]", body });
    for (const attempt of ["first", "further"] as const) {
      const { published } = await world.handle(world.again(pull), { attempt });
      expect(published.problems).toEqual([]);
      const found = github.comments(world.fullName, pull.number).map(({ body }) => body);
      expect(found).toEqual([...bodies, published.comment?.body]);
    }
    world.commit("topic", [{ message: "Clean", files: { b: "1\n" } }], "refs/heads/main");
    expect((await world.handle(world.again(pull))).report.keys).toMatchObject([{ earlier: true }]);
    expect(github.comments(world.fullName, pull.number)).toHaveLength(3);
  });

  test("a comment into which a person pasted the marker is not taken for ours", async () => {
    world.commit("topic", [leak], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    const permissions = { issues: "write", pull_requests: "write" } as const;
    const person = plainClient(
      github,
      github.createToken({ repository: world.fullName, permissions, login: "mallory" }),
    );
    await person.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner: world.owner,
      repo: world.repo,
      issue_number: pull.number,
      body: `${commentMarker} all is well`,
    });
    await world.handle(world.again(pull));
    expect(github.comments(world.fullName, pull.number)).toHaveLength(2);
  });

  test("a file named after a key is reported without the key", async () => {
    const named = makeKey("openai-project-key", "file name");
    world.commit("topic", [{ message: "Leak", files: { [`${named}.py`]: `k = "${key}"\n` } }], "refs/heads/main");
    const { report, published } = await world.handle(await world.pull({ head: "topic" }));
    expect(report.conclusion).toBe("failure");
    expect(published.comment?.body).toContain(key.slice(-4));
    expect(published.comment?.body).not.toContain(named.slice(0, 60));
    expect(JSON.stringify(parseState(published.comment?.body ?? "", null))).not.toContain(named);
  });

  test("a hundred keys fit in", async () => {
    const keys = Array.from({ length: 110 }, (_, index) => makeKey("openai-project-key", `hundred-${index}`));
    world.commit("topic", [{ message: "Many", files: { "keys.txt": `${keys.join("\n")}\n` } }], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    const { report, published } = await world.handle(pull);
    expect(report.keys).toHaveLength(110);
    expect(published.problems).toEqual([]);
    expect(github.comments(world.fullName, pull.number)[0]?.body.length).toBeLessThanOrEqual(65_535);
    expect(github.checkRuns(world.fullName)[0]?.output.annotations_count).toBe(110);
    const again = await world.handle(world.again(pull), { attempt: "further" });
    expect(again.report.keys).toHaveLength(110);
    expect(github.checkRuns(world.fullName).map((run) => run.output.annotations_count)).toEqual([110]);
  });

  test("a check run that already shows other lines is not continued", async () => {
    const other = makeKey("openai-project-key", "other base");
    world.commit("half", [{ message: "One", files: { "a.py": `a = "${key}"\n` } }], "refs/heads/main");
    world.commit("topic", [{ message: "Two", files: { "b.py": `b = "${other}"\n` } }], "refs/heads/half");
    const pull = await world.pull({ head: "topic" });
    await world.handle(pull);
    const shown = () => github.checkRuns(world.fullName).map(({ annotations }) => annotations.map(({ path }) => path));
    expect(shown().map((paths) => paths.toSorted())).toEqual([["a.py", "b.py"]]);
    const edited = { ...pull, baseRef: "half", baseSha: tip("half"), commits: 1 };
    for (const _ of [1, 2]) {
      await world.handle(edited, { attempt: "further" });
      expect(shown()).toHaveLength(2);
      expect(shown().at(-1)).toContain("b.py");
    }
    expect(shown().at(-1)?.length).toBeLessThan(3);
  });

  test("a commit that check runs do not know yet is waited for if it was read, and reported if not", async () => {
    const before = tip("main");
    world.commit("main", [leak]);
    const body = { message: `No commit found for SHA: ${tip("main")}` };
    const fault = { method: "POST", path: /\/check-runs$/, status: 422, body };
    const change = world.push({ before, after: tip("main") });
    github.addFault(fault);
    const error = await world.handle(change, { unknownHead: "throw" }).catch((each) => each);
    expect(isTransient(error)).toBe(true);
    github.addFault(fault);
    expect((await world.handle(change)).published.problems).toMatchObject([/No commit found/]);
    const blob = git(world.gitDir, "rev-parse", "main:app.py");
    const tag = world.push({ before: zeros, after: blob, ref: "refs/tags/of-a-file", headCommit: null, commits: [] });
    expect((await world.handle(tag)).published.problems).toHaveLength(1);
  });

  test("a token that may not write names each permission, and the report is there", async () => {
    world.commit("topic", [leak], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    const permissions = { contents: "read", pull_requests: "read", metadata: "read" } as const;
    const client = plainClient(github, github.createToken({ repository: world.fullName, permissions }));
    const { report, published } = await handleChange(client, pull, { webUrl: github.url });
    expect(report.keys).toHaveLength(1);
    expect(published).toMatchObject({ comment: null, checkRun: null, reviewComments: 0 });
    expect(published.problems.join("\n")).toMatch(
      /pull-requests: write[\s\S]*checks: write[\s\S]*pull-requests: write/,
    );
  });

  test("the organisation's configuration holds where the repository's does not say otherwise", async () => {
    const shared = await github.createRepository("umbrella/.github");
    const write = (gitDir: string, text: string) =>
      fastImport(gitDir, "refs/heads/main", [{ message: "Set", files: { ".github/keyhawk.yml": text } }]);
    write(shared.gitDir, "fail-on: never\nenforce: [fail-on]\ncomment: false\n");
    const its = await createWorld(github, "umbrella");
    write(its.gitDir, "fail-on: found\ncomment: true\nno-such-field: 1\n");
    const place = { owner: its.owner, repo: its.repo, ref: "main" };
    let time = 0;
    const policies = createPolicyCache({ lifetime: 1_000, now: () => time });
    const policy = await policies.load(its.client, place);
    expect(policy).toMatchObject({ failOn: "never", comment: true });
    expect(policy.problems.map((problem) => problem.line)).toEqual([3, 1]);

    its.requests();
    await policies.load(its.client, place);
    expect(its.requests()).toEqual([]);
    time = 2_000;
    await policies.load(its.client, place);
    expect(its.requests()).toHaveLength(2);
    policies.forget("Umbrella", ".github");
    await policies.load(its.client, place);
    expect(its.requests()).toHaveLength(2);
    // The organisation's file is read once for all of its repositories.
    const other = await createWorld(github, "umbrella");
    const others = await policies.load(other.client, { owner: other.owner, repo: other.repo, ref: "main" });
    expect(others).toMatchObject({ failOn: "never", comment: false });
    expect(other.requests()).toHaveLength(1);
  });

  test("a configuration that GitHub does not serve is an error first, then listed while the other file counts, and asked for again", async () => {
    const shared = await github.createRepository("silent/.github");
    const write = (gitDir: string, text: string) =>
      fastImport(gitDir, "refs/heads/main", [{ message: "Set", files: { ".github/keyhawk.yml": text } }]);
    write(shared.gitDir, "fail-on: never\n");
    const its = await createWorld(github, "silent");
    write(its.gitDir, "comment: false\n");
    const place = { owner: its.owner, repo: its.repo, ref: "main" };
    const html = { status: 200, body: "<!DOCTYPE html><title>One moment</title>" };
    for (const [repo, served] of [
      [".github", { failOn: "found", comment: false }],
      [its.repo, { failOn: "never", comment: true }],
    ] as const) {
      const policies = createPolicyCache();
      const path = new RegExp(`/silent/${repo.replace(".", "\\.")}/contents/`);
      const end = github.addFault({ path, ...html, times: Number.POSITIVE_INFINITY });
      await expect(policies.load(its.client, place)).rejects.toMatchObject({ status: 500 });
      const unread = [{ reason: "no-answer", detail: expect.stringContaining(`silent/${repo}:.github/keyhawk.yml`) }];
      expect(await policies.loadServed(its.client, place)).toMatchObject({ ...served, unread });
      end();
      const whole = { failOn: "never", comment: false, unread: [] };
      expect(await policies.loadServed(its.client, place)).toMatchObject(whole);
    }
  });

  test("a temporarily inaccessible repository is not treated as one without a configuration", async () => {
    const place = { owner: world.owner, repo: world.repo, ref: "main" };
    const policies = createPolicyCache();
    const body = { message: "The organization has an IP allow list enabled." };
    github.addFault({ path: new RegExp(`${world.repo}/contents/`), status: 403, body });
    await expect(policies.load(world.client, place)).rejects.toMatchObject({ status: 403 });
    fastImport(world.gitDir, "refs/heads/main", [
      { message: "Set", files: { ".github/keyhawk.yml": "fail-on: never\n" } },
    ]);
    expect(await policies.load(world.client, place)).toMatchObject({ failOn: "never" });
  });

  test("the configuration is the base branch's, not the change's", async () => {
    const configuration = `ignore:\n  paths:\n    - path: app.py\n      reason: a fixture\n`;
    const evil = { message: "Silence", files: { ".github/keyhawk.yml": configuration } };
    world.commit("topic", [leak, evil], "refs/heads/main");
    const pull = await world.pull({ head: "topic" });
    expect((await world.handle(pull)).report.conclusion).toBe("failure");
    world.commit("main", [evil]);
    const { report, policy } = await world.handle(world.again(pull), { attempt: "further" });
    expect(policy.problems).toEqual([]);
    expect(report.keys).toMatchObject([{ ignored: "a fixture" }]);
    expect(report.conclusion).toBe("success");
  });
});

describe("the client", () => {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const options = () => ({
    token: github.createToken({ repository: world.fullName, permissions: { contents: "read", checks: "write" } }),
    apiUrl: github.apiUrl,
    userAgent: "keyhawk-test",
    log,
  });

  test("waits out a rate limit and continues", async () => {
    const before = tip("main");
    world.commit("main", [leak]);
    const body = { message: "You have exceeded a secondary rate limit." };
    github.addFault({ path: /\/compare\//, times: 1, status: 403, headers: { "retry-after": "1" }, body });
    const change = world.push({ before, after: tip("main") });
    const work = { webUrl: github.url };
    const { report } = await handleChange(createGitHubClient(options()), change, work);
    expect(report.keys).toHaveLength(1);
  });

  test("gives up on a wait that is too long, and suggests trying later", async () => {
    const before = tip("main");
    world.commit("main", [leak]);
    const body = { message: "You have exceeded a secondary rate limit." };
    github.addFault({ path: /\/compare\//, times: 1, status: 403, headers: { "retry-after": "900" }, body });
    const client = createGitHubClient({ ...options(), longestWait: 60 });
    const work = { webUrl: github.url };
    const error = await handleChange(client, world.push({ before, after: tip("main") }), work).catch((each) => each);
    expect(error).toMatchObject({ name: "Failure", message: expect.stringContaining("rate limit") });
    expect(isTransient(error)).toBe(true);
  });
});

test("GitHub's description was kept to", () => {
  expect(github.violations).toEqual([]);
});
