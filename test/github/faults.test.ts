import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { BadAnswer } from "../faults/bad-answer.ts";
import { connectionFailures, hangs, lostAnswers, unusableAnswers } from "../faults/bad-answers.ts";
import { type GitHubStandIn, startGitHub } from "./github.ts";
import { createWorkTree, type WorkTree } from "./work-tree.ts";

const fullName = "acme/faulty";
const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";

let github: GitHubStandIn;
let tree: WorkTree;
let authorization: string;

beforeAll(async () => {
  github = await startGitHub();
  const { cloneUrl } = await github.createRepository(fullName);
  tree = await createWorkTree(cloneUrl);
  await tree.commit("Start", { "a.py": "a = 1\n" });
  await tree.git("push", "--quiet", "origin", "main");
  await tree.git("switch", "--quiet", "--create", "feature");
  await tree.commit("More", { "a.py": "a = 2\n" });
  await tree.git("push", "--quiet", "origin", "feature");
  await github.openPullRequest({ repository: fullName, title: "More", head: "feature" });
  const permissions = { contents: "read", pull_requests: "write", checks: "write" } as const;
  authorization = `Bearer ${github.createToken({ repository: fullName, permissions })}`;
});

afterAll(async () => {
  await tree.remove();
  await github.close();
});

beforeEach(() => github.clearFaults());

const request = (path: string, init: RequestInit = {}) =>
  fetch(`${github.apiUrl}/repos/${fullName}${path}`, { ...init, headers: { authorization } });
const post = (body: string, init: RequestInit = {}) =>
  request("/issues/1/comments", { method: "POST", body: JSON.stringify({ body }), ...init });
const list = async () => (await (await request("/issues/1/comments")).json()) as readonly { readonly body: string }[];
const stored = () => github.comments(fullName, 1).map(({ body }) => body);

const broken: Readonly<Record<string, BadAnswer>> = { ...unusableAnswers, ...connectionFailures };
test.each(Object.entries(broken))("answers with %s once, and then correctly", async (_, bad) => {
  github.addFault({ path: /^\/repos\/[^/]+\/[^/]+$/, ...bad });
  const read = async () => (await request("")).json() as Promise<{ readonly full_name?: string }>;
  expect((await read().catch(() => null))?.full_name).toBeUndefined();
  expect((await read()).full_name).toBe(fullName);
});

test.each(Object.entries(hangs))("hangs with %s", async (_, bad) => {
  github.addFault({ path: /./, ...bad });
  const reading = request("", { signal: AbortSignal.timeout(300) }).then((response) => response.text());
  await expect(reading).rejects.toMatchObject({ name: "TimeoutError" });
});

test("sends the correct answer late or a few bytes at a time", async () => {
  github.addFault({ path: /./, delayMs: 60 });
  const begun = performance.now();
  expect(((await (await request("")).json()) as { full_name: string }).full_name).toBe(fullName);
  expect(performance.now() - begun).toBeGreaterThan(50);
  github.addFault({ path: /./, manner: "drip" });
  const { body } = await request("");
  const sizes: number[] = [];
  for await (const { length } of body ?? []) if (sizes.push(length) === 3) break;
  expect(sizes[0]).toBeLessThan(100);
});

test.each(Object.entries(lostAnswers))("does the work but loses the response with %s", async (name, bad) => {
  github.addFault({ route, ...bad });
  const answer = await post(name, { signal: AbortSignal.timeout(500) }).catch(() => null);
  expect(answer?.ok ?? false).toBe(false);
  expect(stored()).toContain(name);
});

test("a request that is answered badly otherwise has no effect", async () => {
  github.addFault({ route, status: 502 });
  github.addFault({ route, manner: "reset" });
  expect((await post("none")).status).toBe(502);
  await post("none").catch(() => null);
  expect(stored()).not.toContain("none");
});

test("a fault leaves the first requests alone, holds for a number of requests, and can be removed", async () => {
  const statuses = async () => {
    const given: number[] = [];
    for (let number = 0; number < 4; number++) given.push((await request("")).status);
    return given;
  };
  github.addFault({ path: /./, status: 503, skip: 1, times: 2 });
  expect(await statuses()).toEqual([200, 503, 503, 200]);
  const end = github.addFault({ path: /./, status: 503, times: Number.POSITIVE_INFINITY });
  expect(await statuses()).toEqual([503, 503, 503, 503]);
  end();
  expect(await statuses()).toEqual([200, 200, 200, 200]);
});

test("lists show new, changed and deleted comments, reviews and check runs only after a while", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const later = () => vi.setSystemTime(Date.now() + 10_000);
  const length = async (path: string) => ((await (await request(path)).json()) as readonly unknown[]).length;
  const sha = await tree.git("rev-parse", "HEAD");
  const shown = async () => {
    const runs = (await (await request(`/commits/${sha}/check-runs`)).json()) as { readonly total_count: number };
    const comments = (await list()).map(({ body }) => body).filter((body) => !body.includes("after the work"));
    return [comments, runs.total_count, await length("/pulls/1/reviews"), await length("/pulls/1/comments")];
  };
  github.rules.listLagMs = 5_000;
  onTestFinished(() => {
    github.rules.listLagMs = 0;
  });

  const { id } = (await (await post("early")).json()) as { readonly id: number };
  later();
  await post("late");
  await request(`/issues/comments/${id}`, { method: "PATCH", body: JSON.stringify({ body: "changed" }) });
  await request("/check-runs", { method: "POST", body: JSON.stringify({ name: "Keyhawk", head_sha: sha }) });
  const review = { event: "COMMENT", comments: [{ path: "a.py", line: 1, body: "Look" }] };
  await request("/pulls/1/reviews", { method: "POST", body: JSON.stringify(review) });
  expect(await shown()).toEqual([["early"], 0, 0, 0]);
  later();
  expect(await shown()).toEqual([["changed", "late"], 1, 1, 1]);
  await request(`/issues/comments/${id}`, { method: "DELETE" });
  expect(await shown()).toEqual([["changed", "late"], 1, 1, 1]);
  later();
  expect(await shown()).toEqual([["late"], 1, 1, 1]);
});
