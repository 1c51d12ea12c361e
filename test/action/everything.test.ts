import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { git } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { type ActionWorld, keys, repository, startWorld } from "./world.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
  await git(world.clone, "checkout", "--quiet", "main");
  await git(world.clone, "merge", "--quiet", "--no-ff", "--message", "Merge", "leak");
  await world.push("main");
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

test("a schedule scans the history: of the checkout where there is one, else of the default branch, and says which", async () => {
  const payload = { schedule: "17 3 * * *" };
  const [remote, local, tree] = [
    await world.step("schedule", payload),
    await world.step("workflow_dispatch", payload, { workspace: world.clone }),
    await world.step("schedule", payload, { workspace: world.clone, inputs: { scan: "tree" } }),
  ];
  expect(remote).toMatchObject({ code: 1, outputs: { keys: "3" } });
  expect(remote.stdout).toContain("There is no checkout: every commit of main is read through the API.");
  expect(local).toMatchObject({ code: 1, outputs: { keys: "3" } });
  expect(local.stdout).toContain("The history of the checkout is scanned");
  expect(tree).toMatchObject({ code: 1, outputs: { keys: "2" } });
  expect(world.github.checkRuns(repository)).toEqual([]);
  for (const { stdout, summary } of [remote, local, tree]) {
    expect(summary).toContain("sk-proj-…");
    expect(stdout.replace(/^::add-mask::.*$/gm, "")).not.toContain(keys.source);
  }
});

test("other events succeed with a message, and scan on request", async () => {
  const payload = { action: "created", repository: { default_branch: "main" } };
  const nothing = await world.step("issue_comment", payload);
  expect(nothing).toMatchObject({ code: 0, outputs: { findings: "0" } });
  expect(nothing.stdout).toMatch(/^The event `issue_comment` brings nothing to scan\. Run Keyhawk on push/);
  const missing = await world.step("issue_comment", payload, { inputs: { scan: "tree" } });
  expect(missing).toMatchObject({ code: 1 });
  expect(missing.stdout).toMatch(/^::error::The input `scan: tree` needs a checkout/m);
});

test("an invalid input fails with a message that names it", async () => {
  const wrong: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ "fail-on": "foundd" }, /The input `fail-on` takes `found`, `live`, `never`\. Did you mean `found`\?/],
    [{ comment: "yes" }, /The input `comment` takes `true` or `false`/],
    [{ token: "" }, /The input `token` is empty/],
    [{ config: "../keyhawk.yml" }, /The input `config` takes a path inside the repository/],
    [{ "hook-url": "http://hook.example" }, /The input `hook-url` takes an https address/],
    [{ "hook-url": "https://hook.example", "hook-secret": "hunter2" }, /The input `hook-secret` takes .*whsec_/],
    [{ "hook-secret": "hunter2" }, /The input `hook-secret` is given without `hook-url`/],
    [{ "api-url": "nonsense" }, /The input `api-url` takes an https address/],
  ];
  const payload = await world.github.pushEvent(repository, {
    ref: "refs/heads/main",
    before: world.first,
    after: await git(world.clone, "rev-parse", "main"),
  });
  const ended = await Promise.all(wrong.map(([inputs]) => world.step("push", payload, { inputs })));
  for (const [index, { code, stdout }] of ended.entries()) {
    expect(code).toBe(1);
    expect(stdout).toMatch(wrong[index]?.[1] ?? /^$/);
    expect(stdout).not.toContain("hunter2");
  }
  const misspelt = await world.step("push", payload, { inputs: { "fial-on": "never", "fail-on": "never" } });
  expect(misspelt).toMatchObject({ code: 1, outputs: {} });
  expect(misspelt.stdout).toMatch(/^::error::There is no input `fial-on`\. Did you mean `fail-on`\?$/m);
  // A variable of the workflow that is meant for something else.
  const foreign = await world.step("push", payload, { inputs: { "fail-on": "never" }, env: { INPUT_ARGUMENTS: "x" } });
  expect(foreign).toMatchObject({ code: 0, outputs: { conclusion: "success" } });
  expect(foreign.stdout).toMatch(/^::warning .*There is no input `arguments`; it changes nothing\.$/m);
});

test("a repository that the token cannot read, and an unreachable GitHub, fail with a message", async () => {
  const payload = await world.github.pushEvent(repository, {
    ref: "refs/heads/clean",
    before: world.first,
    after: await git(world.clone, "rev-parse", "clean"),
  });
  const hidden = await world.step("push", payload, { env: { INPUT_TOKEN: "ghs_wrong" } });
  expect(hidden.code).toBe(1);
  expect(hidden.stdout).toMatch(/^::error::GitHub does not accept the token for acme\/shop/m);
});

test("behind a proxy every request goes through it", async () => {
  const hosts: string[] = [];
  const proxy = createServer();
  proxy.on("connect", (request, socket, head) => {
    hosts.push(request.url ?? "");
    const { hostname, port } = new URL(world.github.url);
    const upstream = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) end.on("error", () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  try {
    const after = await git(world.clone, "rev-parse", "clean");
    const payload = await world.github.pushEvent(repository, { ref: "refs/heads/clean", before: world.first, after });
    const ended = await world.step("push", payload, {
      apiUrl: "http://github.test/api/v3",
      env: { http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, no_proxy: "" },
    });
    expect(ended).toMatchObject({ code: 0, stderr: "", outputs: { complete: "true" } });
    expect(new Set(hosts)).toEqual(new Set(["github.test:80"]));
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
});

test("a reason on a line of the checkout counts only for people with write access", async () => {
  const { github } = world;
  const key = makeKey("openai-project-key", "checkout");
  await world.branch("reasoned", world.first);
  await world.commit("Sample", { "a.py": `key = "${key}"  # keyhawk:ignore sample of the manual\n` });
  const { cloneUrl } = await github.createRepository("mallory/shop");
  await git(world.clone, "push", "--quiet", cloneUrl, "main", "reasoned");
  await world.push("reasoned");
  const open = async (headRepository: string) => {
    const { number } = await github.openPullRequest({ repository, title: "Sample", head: "reasoned", headRepository });
    return github.pullRequestEvent(repository, number);
  };
  const own = await open(repository);
  const fork = await open("mallory/shop");
  const run = async (event: string, payload: unknown, inputs: Record<string, string> = { scan: "tree" }) =>
    (await world.step(event, payload, { workspace: world.clone, inputs })).outputs;
  const ignored = { keys: "0", ignored: "1", conclusion: "success" };
  const counted = { keys: "1", ignored: "0", conclusion: "failure" };
  expect(await run("schedule", {})).toMatchObject(ignored);
  expect(await run("pull_request", own)).toMatchObject(ignored);
  expect(await run("pull_request_target", fork)).toMatchObject(counted);
  // An action that brings no new text is a fork's all the same.
  expect(await run("pull_request", { ...fork, action: "labeled" })).toMatchObject(counted);
  expect(await run("issue_comment", { repository: {} })).toMatchObject(counted);
  expect(await run("pull_request", own, {})).toMatchObject(ignored);
  expect(await run("pull_request", fork, {})).toMatchObject(counted);
});
