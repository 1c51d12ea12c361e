import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { git } from "./repository.ts";
import { createWorld, startGitHub, type World } from "./world.ts";

let github: GitHubStandIn;
let world: World;

beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());
beforeEach(async () => {
  world = await createWorld(github);
});

const key = makeKey("openai-project-key", "cut");
const compare = "GET /repos/{owner}/{repo}/compare/{basehead}";
const tip = () => git(world.gitDir, "rev-parse", "main");

/** Where a mail is cut off: what of it is left. */
const cuts: readonly (readonly [where: string, cut: (patch: string) => string])[] = [
  ["between two files", (patch) => patch.slice(0, patch.indexOf("diff --git a/b.py"))],
  ["after the index line", (patch) => patch.slice(0, patch.indexOf("--- a/b.py"))],
  ["before the second hunk of a file", (patch) => patch.slice(0, patch.lastIndexOf("@@ -"))],
  ["before the last line", (patch) => patch.slice(0, patch.lastIndexOf("+last"))],
  ["in the middle of the last line", (patch) => patch.slice(0, patch.lastIndexOf("+last") + 4)],
  ["before the diff", (patch) => patch.slice(0, patch.indexOf("diff --git"))],
  ["in the statistics", (patch) => patch.slice(0, patch.indexOf(" 2 files changed"))],
  ["in the message", (patch) => patch.slice(0, patch.indexOf("---\n"))],
];

const manyLines = Array.from({ length: 60 }, (_, index) => `line ${index}\n`).join("");

test.each(cuts)("a mail that ends %s is read again as JSON", async (_, cut) => {
  world.commit("main", [{ message: "Old", files: { "b.py": manyLines } }]);
  const before = tip();
  const files = { "a.py": "print(1)\n", "b.py": `first\n${manyLines}last = "${key}"` };
  world.commit("main", [{ message: "New\n\nWith a body\n", files }]);
  const range = `${before}...${tip()}`;
  const [owner, repo] = [world.owner, world.repo];
  const accept = { accept: "application/vnd.github.patch" };
  const { data } = await world.client.request(compare, { owner, repo, basehead: range, headers: accept });
  const patch = String(data);
  const left = cut(patch.replace(/-- \n[\d.]+\n\n$/, ""));
  expect(left.length).toBeLessThan(patch.length);
  github.addFault({
    route: compare,
    times: 1,
    status: 200,
    headers: { "content-type": "application/vnd.github.patch; charset=utf-8" },
    body: left,
  });
  const { report } = await world.scan(world.push({ before, after: tip() }));
  github.clearFaults();
  expect(report.keys.flatMap(({ places }) => places.map(({ address, line }) => `${address.path}:${line}`))).toEqual([
    "b.py:62",
  ]);
  expect(report.coverage.notScanned).toEqual([]);
  expect(report.conclusion).toBe("failure");
});

test("a complete mail needs no further request, whatever it changes", async () => {
  world.commit("main", [
    {
      message: "Old",
      files: { gone: "x\n", "old name": "a\nb\nc\n", run: "x\n", "a | 5 ++.txt": "x\n", bin: "text\n" },
    },
  ]);
  const before = tip();
  world.commit("main", [
    {
      message: "New\n\n---\n 7 files changed, 1 insertion(+)\n",
      files: {
        gone: null,
        "old name": null,
        "new name": "a\nb\nc\n",
        run: { mode: "100755", content: "x\n" },
        "a | 5 ++.txt": "y\nz\n",
        bin: Buffer.from([0, 1, 2]),
        empty: "",
        "no newline": "one\ntwo",
        [`deep/${"long/".repeat(30)}name.txt`]: manyLines,
      },
    },
  ]);
  world.requests();
  const { report } = await world.scan(world.push({ before, after: tip() }));
  expect(world.requests().filter((route) => route.includes("/commits/{ref}"))).toEqual([]);
  expect(report.coverage).toMatchObject({ commits: 1, notScanned: [] });
});

test("a key that somebody set as the name of an author is found, and shown nowhere", async () => {
  const before = tip();
  world.commit("main", [{ message: "New", files: { "a.py": "x\n" }, author: `${key} <a@example.com>` }]);
  const { report } = await world.scan(world.push({ before, after: tip() }));
  expect(report.keys.flatMap(({ places }) => places.map(({ address }) => address.type))).toEqual(["commit-header"]);
  expect(JSON.stringify(report)).not.toContain(key);
});
