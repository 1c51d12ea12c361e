import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Failure } from "../../src/failure.ts";
import { githubFetch } from "../../src/github/client/checked-fetch.ts";
import type { GitHubClient } from "../../src/github/client/client.ts";
import { retryOptions } from "../../src/github/client/waiting.ts";
import { directNetwork } from "../../src/http/network.ts";
import { defaultTimeouts, type RequestTimeouts } from "../../src/http/timeouts.ts";
import type { BadAnswer } from "../faults/bad-answer.ts";
import { connectionFailures, hangs, unusableAnswers } from "../faults/bad-answers.ts";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { createWorld, handleChange, startGitHub, type World } from "./world.ts";

const key = makeKey("openai-project-key", "bad answers");
const broken: Readonly<Record<string, BadAnswer>> = { ...unusableAnswers, ...connectionFailures };
const permissions = { contents: "read", pull_requests: "write", checks: "write" } as const;

let github: GitHubStandIn;
let world: World;
let change: Awaited<ReturnType<World["pull"]>>;
let expected: ReturnType<typeof summary>;
let routes: readonly string[];
const warnings: string[] = [];

/** A pull request that takes every way of reading: a patch that is too large, a merge, a file left out of the diff. */
beforeAll(async () => {
  github = await startGitHub();
  github.limits.diffLines = 20;
  github.limits.patchLines = 40;
  world = await createWorld(github);
  const lines = "a line\n".repeat(39);
  world.commit("topic", [{ message: "Leak", files: { "a.py": `k = "${key}"\n` } }], "refs/heads/main");
  world.commit("main", [{ message: "Theirs", files: { "theirs.py": "1\n" } }]);
  world.commit("topic", [
    { message: "Large", files: { "large.txt": lines, "left-out.py": `k = "${key}"\n` } },
    { message: "Merge", merge: ["refs/heads/main"], files: { "theirs.py": "1\n" } },
  ]);
  change = { ...(await world.pull({ head: "topic" })), opened: false };
  await handle();
  world.requests();
  expected = summary(await handle());
  routes = [...new Set(world.requests())];
});
afterAll(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});
beforeEach(() => {
  github.clearFaults();
  warnings.length = 0;
});

interface Patience {
  readonly timeouts: RequestTimeouts;
  readonly retries: number;
}

/** The client of the shells, but without pauses between its tries. */
function eagerClient({ timeouts, retries }: Patience): GitHubClient {
  const log = { warn: (text: string) => void warnings.push(text) };
  return new (Octokit.plugin(retry))({
    auth: github.createToken({ repository: world.fullName, permissions }),
    baseUrl: github.apiUrl,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: githubFetch({ ...directNetwork, timeouts }, log) },
    retry: { ...retryOptions, retries, retryAfterBaseValue: 1 },
  });
}

function handle(patience: Patience = { timeouts: defaultTimeouts, retries: 3 }) {
  return handleChange(eagerClient(patience), change, { webUrl: github.url, attempt: "further" });
}

/** What a handled change says. */
function summary({ report, published }: Awaited<ReturnType<typeof handleChange>>) {
  return {
    conclusion: report.conclusion,
    places: report.keys.flatMap(({ places }) => places.map(({ address: { path }, line }) => `${path}:${line}`)),
    notScanned: report.coverage.notScanned,
    problems: published.problems,
  };
}

test.each(Object.entries(broken))(
  "%s, once on each route that reads, changes nothing in the result",
  async (_, bad) => {
    const reading = routes.filter((route) => route.startsWith("GET"));
    expect(reading.length).toBeGreaterThan(6);
    for (const route of reading) github.addFault({ route, ...bad });
    expect(summary(await handle())).toEqual(expected);
    expect(expected.places).toEqual(["a.py:1", "left-out.py:1"]);
    expect(warnings.length).toBeGreaterThan(4);
    expect(warnings.join()).toContain(`GET /repos/${world.fullName}/commits/{ref} failed: `);
  },
);

test("responses that stay unusable end in an error message or a line in coverage, whatever the route", async () => {
  const kinds = Object.values(broken);
  const ends: string[] = [];
  for (const [number, route] of routes.entries()) {
    github.clearFaults();
    github.addFault({ route, ...kinds[number % kinds.length], times: Number.POSITIVE_INFINITY });
    const end = await handle().then(
      ({ report }) => report.coverage.notScanned.map(({ reason }) => reason).join(),
      (error: unknown) => (error instanceof Failure ? error.message : error),
    );
    expect(end, route).toEqual(expect.any(String));
    ends.push(String(end));
  }
  expect(ends).toContain("no-answer");
});

test.each(Object.entries(hangs))("%s times out, and what was not read is listed in coverage", async (_, bad) => {
  const blob = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
  github.addFault({ route: blob, ...bad, times: Number.POSITIVE_INFINITY });
  const { report } = await handle({ timeouts: { firstByte: 1_500, whole: 3_000 }, retries: 0 });
  expect(report.coverage.notScanned).toMatchObject([{ path: "left-out.py", reason: "timeout" }]);
  expect(report.conclusion).toBe("failure");
  expect(warnings.join("\n")).toMatch(/within 1.5 seconds|within 3 seconds/);
});
