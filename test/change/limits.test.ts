import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ScannedChange } from "../../src/change/scan.ts";
import { fingerprint } from "../../src/detect/credential.ts";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey, randomText } from "../keys.ts";
import { git } from "./repository.ts";
import { createWorld, startGitHub, type World, zeros } from "./world.ts";

let github: GitHubStandIn;
let world: World;

beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());
beforeEach(async () => {
  world = await createWorld(github);
});

const key = makeKey("openai-project-key", "limits");
const tip = (ref: string) => git(world.gitDir, "rev-parse", ref);
const lines = (count: number, word = "line") =>
  Array.from({ length: count }, (_, index) => `${word} ${index}\n`).join("");

function places({ report }: ScannedChange): string[] {
  const found = report.keys.find((each) => each.fingerprint === fingerprint(key));
  return (found?.places ?? []).map(({ address, line }) => `${address.type} ${address.path ?? "-"}:${line}`);
}

function head({ report }: ScannedChange): string[] {
  const found = report.keys.find((each) => each.fingerprint === fingerprint(key));
  return (found?.headPlaces ?? []).map(({ address, line }) => `${address.type} ${address.path ?? "-"}:${line}`);
}

const commit = "GET /repos/{owner}/{repo}/commits/{ref}";
const blob = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";

describe("what GitHub leaves out of a diff", () => {
  test("blobs are read for files whose patch GitHub silently omits after 20,000 lines", async () => {
    world.commit("main", [{ message: "Old", files: { "z.py": `old = "${key}"\n` } }]);
    const before = tip("main");
    world.commit("main", [
      { message: "Large", files: { "a.txt": lines(20_500), "y.py": `k = "${key}"\n`, "z.py": `old = "${key}"\nx\n` } },
    ]);
    world.requests();
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    // What a file contained before does not belong to this commit.
    expect(places(scanned)).toEqual(["blob y.py:1"]);
    expect(head(scanned)).toEqual(["blob y.py:1"]);
    expect(scanned.report.coverage.notScanned).toEqual([]);
    const requests = world.requests();
    expect(requests).toContain(blob);
    expect(requests.filter((route) => route === commit)).toHaveLength(1);
  });

  test("more than 300 files are paged", async () => {
    const before = tip("main");
    const files = Object.fromEntries(
      Array.from({ length: 640 }, (_, index) => [`f${1000 + index}.txt`, lines(40, `${index}`)]),
    );
    world.commit("main", [{ message: "Many", files: { ...files, "zz.py": `k = "${key}"\n` } }]);
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect(head(scanned)).toHaveLength(1);
    expect(places(scanned)).toHaveLength(1);
    expect(scanned.report.coverage.notScanned).toEqual([]);
  });

  test("the files beyond the 3,000 that GitHub lists are found by their trees", async () => {
    const before = tip("main");
    const files = Object.fromEntries(
      Array.from({ length: 3_050 }, (_, index) => [`f${10_000 + index}.txt`, `${index}\n${lines(8)}`]),
    );
    world.commit("main", [{ message: "Import", files: { ...files, "zz.py": `k = "${key}"\n` } }]);
    const limits = { ...github.limits };
    // Rows without a patch cost a request each; this test is about the others.
    github.limits.patchLines = 1_000_000;
    try {
      const scanned = await world.scan(world.push({ before, after: tip("main") }));
      expect(places(scanned)).toEqual(["blob zz.py:1"]);
      expect(scanned.report.coverage.notScanned).toEqual([]);
      expect(world.requests().filter((route) => route === blob)).toHaveLength(51);
    } finally {
      Object.assign(github.limits, limits);
    }
  });

  test("a key counts as still there when its file is too large to be read at the head", async () => {
    const before = tip("main");
    world.commit("main", [
      { message: "A key", files: { "a.py": `k = "${key}"\n` } },
      { message: "Large", files: { "a.py": `k = "${key}"\n${lines(20_500)}` } },
    ]);
    const limits = { ...github.limits };
    github.limits.blobBytes = 1_000;
    try {
      const scanned = await world.scan(world.push({ before, after: tip("main") }));
      expect(places(scanned)).toEqual(["patch a.py:1"]);
      expect(head(scanned)).toEqual(["patch a.py:1"]);
      expect(scanned.report.coverage.notScanned).toMatchObject([{ path: "a.py", reason: "too-large" }]);
    } finally {
      Object.assign(github.limits, limits);
    }
  });

  test("binary files come with the patch, or are fetched", async () => {
    const noise = Buffer.from(randomText("binary", 4_000));
    const binary = (text: string) => Buffer.concat([Buffer.from([0, 1, 2]), noise, Buffer.from(`\n${text}\n`), noise]);
    world.commit("main", [{ message: "Base", files: { "old.bin": binary("nothing") } }]);
    const before = tip("main");
    // Git writes a small change of a large binary as a delta.
    world.commit("main", [{ message: "Delta", files: { "old.bin": binary(`k=${key}`) } }]);
    world.commit("main", [{ message: "Literal", files: { "new.bin": binary(`k=${key}`) } }]);
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect(places(scanned).map((place) => place.replace(/:\d+$/, ""))).toEqual(["blob old.bin", "blob new.bin"]);
    expect(head(scanned)).toHaveLength(2);
    expect(scanned.report.coverage.notScanned).toEqual([]);
  });

  test("a patch that GitHub fails to make is read commit by commit", async () => {
    const before = tip("main");
    world.commit("main", [
      { message: "One", files: { "a.py": `k = "${key}"\n` } },
      { message: "Two", files: { "a.py": "x\n" } },
    ]);
    const change = world.push({ before, after: tip("main") });
    for (const fault of [{ status: 500 }, { status: 406 }, { manner: "hang-up" }] as const) {
      github.addFault({ path: /\/compare\//, times: 1, ...fault });
      expect(places(await world.scan(change))).toEqual(["patch a.py:1"]);
    }
  });

  test("a pull request of more than 250 commits is read whole", async () => {
    world.commit(
      "long",
      Array.from({ length: 260 }, (_, index) => ({
        message: `Commit ${index}`,
        files: { "a.py": index === 3 ? `k = "${key}"\n` : `${index}\n` },
      })),
      "refs/heads/main",
    );
    const scanned = await world.scan(await world.pull({ head: "long" }));
    expect(places(scanned)).toEqual(["patch a.py:1"]);
    expect(scanned.report.coverage).toMatchObject({ commits: 260, notScanned: [] });
  });

  test("for a large merge, only the files that differ from every parent are fetched", async () => {
    const base = tip("main");
    const theirs = { "a.txt": lines(20_500), "theirs.bin": Buffer.from([0, 1]), "y.py": "y\n", "z.py": "z\n" };
    world.commit("topic", [{ message: "Mine", files: { "mine.py": "a\n" } }], base);
    world.commit("main", [{ message: "Theirs", files: theirs }]);
    const evil = { ...theirs, "z.py": `z\nk = "${key}"\n` };
    world.commit("topic", [{ message: "Merge", merge: ["refs/heads/main"], files: evil }]);
    const pull = await world.pull({ head: "topic" });
    world.requests();
    const scanned = await world.scan(pull);
    expect(places(scanned)).toEqual(["blob z.py:2"]);
    expect(head(scanned)).toEqual(["patch z.py:2"]);
    expect(world.requests().filter((route) => route === blob)).toHaveLength(1);
  });

  test("what cannot be read is listed", async () => {
    const before = tip("main");
    world.commit("main", [{ message: "Large", files: { "a.txt": lines(20_500), "b.txt": "b\n", "c.txt": "c\n" } }]);
    const id = git(world.gitDir, "rev-parse", "main:b.txt");
    github.addFault({ path: new RegExp(`/git/blobs/${id}`), status: 500, times: 9 });
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect(scanned.report.coverage.notScanned).toMatchObject([
      { path: "b.txt", reason: "no-answer", commit: tip("main") },
    ]);
    expect(scanned.report.conclusion).toBe("neutral");
  });

  test("commits without changes are read for their messages", async () => {
    world.commit(
      "topic",
      [
        { message: "One", files: { a: "1\n" } },
        { message: `Empty ${key}`, files: {} },
      ],
      "refs/heads/main",
    );
    const scanned = await world.scan(await world.pull({ head: "topic" }));
    expect(places(scanned)).toEqual(["commit-message -:1"]);
    const push = world.push({ before: zeros, after: tip("topic"), ref: "refs/heads/topic" });
    expect(places(await world.scan(push))).toEqual(["commit-message -:1"]);
  });
});

test("GitHub's description was kept to", () => {
  expect(github.violations).toEqual([]);
});
