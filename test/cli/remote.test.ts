import { afterAll, beforeAll, expect, test } from "vitest";
import { type ActionWorld, keys, repository, startWorld } from "../action/world.ts";
import { keyhawk } from "./command.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function scan(target: string, env: NodeJS.ProcessEnv = {}) {
  const token = world.github.createToken({
    repository,
    permissions: { contents: "read", pull_requests: "read" },
    login: "ada",
  });
  return keyhawk(["scan", target, "--format", "json"], {
    env: { GITHUB_SERVER_URL: world.github.url, GITHUB_TOKEN: token, GH_TOKEN: "", GH_ENTERPRISE_TOKEN: "", ...env },
  });
}

test("a pull request and a repository on GitHub: every commit is scanned, and nothing is published", async () => {
  const { github } = world;
  const pull = await github.openPullRequest({ repository, title: `Key: ${keys.source}`, head: "leak" });

  const byNumber = await scan(`${repository}#${pull.number}`);
  expect(byNumber).toMatchObject({ code: 1, stderr: "" });
  const { findings } = JSON.parse(byNumber.stdout);
  expect(new Set(findings.map((finding: { fingerprint: string }) => finding.fingerprint)).size).toBe(3);
  for (const key of Object.values(keys)) expect(byNumber.stdout).not.toContain(key);

  const byAddress = await scan(`${github.url}/${repository}/pull/${pull.number}/files`);
  expect(JSON.parse(byAddress.stdout).findings).toHaveLength(findings.length);

  const whole = await scan(`${github.url}/${repository}`);
  expect(whole).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(whole.stdout).coverage.commits).toBe(1);

  expect(github.comments(repository, pull.number)).toEqual([]);
  expect(github.checkRuns(repository)).toEqual([]);
  expect(github.violations).toEqual([]);

  const absent = await scan(`${repository}#77`);
  expect(absent).toMatchObject({ code: 3, stdout: "" });
  expect(absent.stderr).toMatch(/^keyhawk: GitHub shows no acme\/shop to this token\..*\n$/);
});

test("a token goes to its own server only", async () => {
  const before = world.github.requests.length;
  const elsewhere = await scan(`${world.github.url}/${repository}`, { GITHUB_SERVER_URL: "https://github.com" });
  expect(elsewhere).toMatchObject({ code: 2, stdout: "" });
  expect(elsewhere.stderr).toMatch(/^keyhawk: There is no token for 127\.0\.0\.1:\d+: set GH_ENTERPRISE_TOKEN/);
  const clear = await scan("http://github.example/acme/shop");
  expect(clear.stderr).toMatch(/^keyhawk: A token must not travel in the clear/);
  expect(world.github.requests).toHaveLength(before);
});
