import { afterAll, beforeAll, expect, test } from "vitest";
import { git } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { shown } from "./runner.ts";
import { type ActionWorld, repository, startWorld } from "./world.ts";

let world: ActionWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(world.github.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

const zeros = "0".repeat(40);

async function push(ref: string, before: string, after: string) {
  return world.step("push", await world.github.pushEvent(repository, { ref, before, after }));
}

test("the first push of a repository scans every commit of it", async () => {
  const { github, clone } = world;
  const { cloneUrl, fullName } = await github.createRepository("acme/new");
  await git(clone, "checkout", "--quiet", "--orphan", "begin");
  await git(clone, "rm", "-r", "--quiet", "--force", ".");
  await world.commit("Begin", { "begin.py": `key = "${makeKey("openai-project-key", "range:first")}"\n` });
  const after = await world.commit("Clean up", { "begin.py": "key = None\n" });
  await git(clone, "push", "--quiet", cloneUrl, "begin:main");
  const payload = await github.pushEvent(fullName, { ref: "refs/heads/main", before: zeros, after });
  const ended = await world.step("push", payload, { repository: fullName });
  expect(ended).toMatchObject({ code: 1, stderr: "" });
  expect(ended.outputs).toMatchObject({ keys: "1", complete: "true" });
});

test("a force-push is scanned from the merge base: what it adds, not what it removes", async () => {
  const { clone } = world;
  await world.branch("forced");
  const before = await world.commit("Old", { "old.py": `key = "${makeKey("openai-project-key", "range:old")}"\n` });
  await world.push("forced");
  await world.branch("forced");
  const clean = await world.commit("New", { "new.py": "pass\n" });
  await git(clone, "push", "--quiet", "--force", "origin", "forced");
  expect(await push("refs/heads/forced", before, clean)).toMatchObject({ code: 0, stderr: "" });

  const leak = await world.commit("Leak", { "new.py": `key = "${makeKey("openai-admin-key", "range:new")}"\n` });
  await git(clone, "push", "--quiet", "--force", "origin", "forced");
  const ended = await push("refs/heads/forced", before, leak);
  expect(ended.code).toBe(1);
  expect(ended.outputs).toMatchObject({ keys: "1" });
});

test("a pull request without commits, and a draft, pass and list what was scanned", async () => {
  const { github, clone } = world;
  const tip = await git(clone, "rev-parse", "main");
  const same = await push("refs/heads/main", tip, tip);
  expect(same).toMatchObject({ code: 0, stderr: "" });
  expect(shown(same.stdout)).toContain("No leaked key in acme/shop refs/heads/main");

  const pull = await github.openPullRequest({ repository, title: "Draft", head: "clean", draft: true });
  const draft = await world.step("pull_request", await github.pullRequestEvent(repository, pull.number));
  expect(draft).toMatchObject({ code: 0, stderr: "" });
  expect(draft.outputs).toMatchObject({ conclusion: "success", complete: "true" });
});
