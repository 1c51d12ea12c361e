import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { expectReadAgain, manyLines } from "./read-again.ts";
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
const tip = () => git(world.gitDir, "rev-parse", "main");

test("a mail that ends between two files is read again as JSON", () =>
  expectReadAgain(github, world, (mail) => mail.slice(0, mail.indexOf("diff --git a/b.py"))));

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
