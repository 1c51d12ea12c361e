import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { Failure } from "../../src/failure.ts";
import { githubFetch } from "../../src/github/client/checked-fetch.ts";
import type { GitHubClient } from "../../src/github/client/client.ts";
import { retryOptions } from "../../src/github/client/waiting.ts";
import { directNetwork } from "../../src/http/network.ts";
import { defaultTimeouts, type RequestTimeouts } from "../../src/http/timeouts.ts";
import type { BadAnswer } from "../faults/bad-answer.ts";
import { makeKey } from "../keys.ts";
import { createWorld, handleChange, startGitHub } from "./world.ts";

const key = makeKey("openai-project-key", "bad answers");
const permissions = { contents: "read", pull_requests: "write", checks: "write" } as const;

interface Patience {
  readonly timeouts: RequestTimeouts;
  readonly retries: number;
}

/** A pull request that takes every way of reading: a patch that is too large, a merge, a file left out of the diff. */
async function startReading() {
  const github = await startGitHub();
  github.limits.diffLines = 20;
  github.limits.patchLines = 40;
  const world = await createWorld(github);
  const lines = "a line\n".repeat(39);
  world.commit("topic", [{ message: "Leak", files: { "a.py": `k = "${key}"\n` } }], "refs/heads/main");
  world.commit("main", [{ message: "Theirs", files: { "theirs.py": "1\n" } }]);
  world.commit("topic", [
    { message: "Large", files: { "large.txt": lines, "left-out.py": `k = "${key}"\n` } },
    { message: "Merge", merge: ["refs/heads/main"], files: { "theirs.py": "1\n" } },
  ]);
  const change = { ...(await world.pull({ head: "topic" })), opened: false };
  const warnings: string[] = [];

  /** The client of the shells, but without pauses between its tries. */
  const eagerClient = ({ timeouts, retries }: Patience): GitHubClient =>
    new (Octokit.plugin(retry))({
      auth: github.createToken({ repository: world.fullName, permissions }),
      baseUrl: github.apiUrl,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      request: {
        fetch: githubFetch({ ...directNetwork, timeouts }, { warn: (text: string) => void warnings.push(text) }),
      },
      retry: { ...retryOptions, retries, retryAfterBaseValue: 1 },
    });
  const handle = (patience: Patience = { timeouts: defaultTimeouts, retries: 3 }) =>
    handleChange(eagerClient(patience), change, { webUrl: github.url, attempt: "further" });

  await handle();
  world.requests();
  const expected = summary(await handle());
  return { github, world, warnings, handle, expected, routes: [...new Set(world.requests())] };
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

export type Reading = Awaited<ReturnType<typeof startReading>>;

/** One pull request for the tests of a file, asked for inside them; each begins without faults and warnings. */
export function useReading(): () => Reading {
  let reading: Reading;
  beforeAll(async () => {
    reading = await startReading();
  });
  afterAll(async () => {
    expect(reading.github.violations).toEqual([]);
    await reading.github.close();
  });
  beforeEach(() => {
    reading.github.clearFaults();
    reading.warnings.length = 0;
  });
  return () => reading;
}

/** Answers once badly on each route that reads, and expects the result of correct answers. */
export async function expectUnchanged(
  { github, world, routes, handle, expected, warnings }: Reading,
  bad: BadAnswer,
): Promise<void> {
  const reading = routes.filter((route) => route.startsWith("GET"));
  expect(reading.length).toBeGreaterThan(6);
  for (const route of reading) github.addFault({ route, ...bad });
  expect(summary(await handle())).toEqual(expected);
  expect(expected.places).toEqual(["a.py:1", "left-out.py:1"]);
  expect(warnings.length).toBeGreaterThan(4);
  expect(warnings.join()).toContain(`GET /repos/${world.fullName}/commits/{ref} failed: `);
}

/** Answers always badly on a route; resolves to how the change ends: the error's message, or the reasons in coverage. */
export async function endWith({ github, handle }: Reading, route: string, bad: BadAnswer): Promise<string> {
  github.clearFaults();
  github.addFault({ route, ...bad, times: Number.POSITIVE_INFINITY });
  const end = await handle().then(
    ({ report }) => report.coverage.notScanned.map(({ reason }) => reason).join(),
    (error: unknown) => (error instanceof Failure ? error.message : error),
  );
  expect(end, route).toEqual(expect.any(String));
  return String(end);
}

/** The route that reads the file which is left out of the diff. */
export const blobRoute = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";

/** Has {@link blobRoute} hang, and expects the file in coverage after a time-out. */
export async function expectTimeout({ github, handle, warnings }: Reading, bad: BadAnswer): Promise<void> {
  github.addFault({ route: blobRoute, ...bad, times: Number.POSITIVE_INFINITY });
  const { report } = await handle({ timeouts: { firstByte: 1_500, whole: 3_000 }, retries: 0 });
  expect(report.coverage.notScanned).toMatchObject([{ path: "left-out.py", reason: "timeout" }]);
  expect(report.conclusion).toBe("failure");
  expect(warnings.join("\n")).toMatch(/within 1.5 seconds|within 3 seconds/);
}
