import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeFromEvent } from "../../src/github/change-from-event.ts";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
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

const key = makeKey("openai-project-key", "people");
const tip = (ref = "main") => git(world.gitDir, "rev-parse", ref);

/** Scans a push as its event describes it; returns the types of the places of keys. */
async function typesInPush(ref: string, before: string): Promise<string[]> {
  const event = await github.pushEvent(world.fullName, { ref, before, after: tip(ref) });
  const change = changeFromEvent("push", event);
  if (change.type !== "push") throw new Error("The event is not a push.");
  expect(JSON.stringify(change)).not.toContain(key);
  const { report } = await world.scan(change);
  expect(JSON.stringify(report)).not.toContain(key);
  return report.keys.flatMap(({ places }) => places.map(({ address }) => address.type));
}

test.each(["name", "address"])("finds a key in the %s of a commit's committer", async (part) => {
  const before = tip();
  const committer = part === "name" ? `${key} <c@example.com>` : `Carla <${key}@example.com>`;
  world.commit("main", [{ message: "New", files: { "a.py": "x\n" }, committer }]);
  expect(await typesInPush("refs/heads/main", before)).toEqual(["commit-header"]);
});

test("reports a key in a committer's name once when the commit itself is read", async () => {
  world.commit("main", [{ message: "New", files: { "a.py": "x\n" }, committer: `${key} <c@example.com>` }]);
  expect(await typesInPush("refs/heads/main", "1".repeat(40))).toEqual(["commit-header"]);
});

describe("a pull request whose commits GitHub lists", () => {
  /** Scans a pull request with a merge, which no patch shows; returns the types of the places of keys. */
  async function typesInPull(committer: string, sign: (commit: string) => void): Promise<string[]> {
    const [first = ""] = world.commit("topic", [{ message: "New", files: { "a.py": "x\n" }, committer }], "main");
    world.commit("topic", [{ message: "Merge", merge: ["refs/heads/main"], files: {} }]);
    sign(first);
    const pull = await world.pull({ head: "topic" });
    world.requests();
    const { report } = await world.scan(pull);
    expect(world.requests().filter((route) => route.includes("/commits/{ref}"))).toHaveLength(1);
    expect(JSON.stringify(report)).not.toContain(key);
    return report.keys.flatMap(({ places }) => places.map(({ address }) => address.type));
  }

  test("is read with its committers", async () => {
    expect(await typesInPull(`${key} <c@example.com>`, () => {})).toEqual(["commit-header"]);
  });

  test("is read with its signatures and the headers that they sign", async () => {
    const unsigned = "tree 0\nauthor A <a@b> 1 +0000\n\nNew\n";
    for (const signed of [
      { payload: unsigned, signature: `-----BEGIN PGP SIGNATURE-----\nComment: ${key}\n` },
      { payload: unsigned.replace("\n\n", `\nnote ${key}\n\n`), signature: "-----BEGIN PGP SIGNATURE-----\n" },
    ]) {
      world = await createWorld(github);
      const types = await typesInPull("Carla <c@example.com>", (commit) =>
        github.addSignature(world.fullName, commit, signed),
      );
      expect(types).toEqual(["commit-header"]);
    }
  });
});

test("finds a key in a committer's name of a first push", async () => {
  const committer = `${key} <c@example.com>`;
  world.commit("main", [{ message: "New", files: { "a.py": "x\n" }, committer }]);
  const change = world.push({ before: zeros, after: tip() });
  const { report } = await world.scan(change);
  expect(report.keys.flatMap(({ places }) => places.map(({ address }) => address.type))).toEqual(["commit-header"]);
});

test("requests no commit of a push whose people are named as usual", async () => {
  const before = tip();
  world.commit("main", [{ message: "New", files: { "a.py": "x\n" } }]);
  world.requests();
  expect(await typesInPush("refs/heads/main", before)).toEqual([]);
  expect(world.requests().filter((route) => route.includes("/commits/{ref}"))).toEqual([]);
});

test("finds a key in a tagger's name, also of a tag that another tag names", async () => {
  const tag = (name: string, tagger: string, of: string) =>
    git(
      world.gitDir,
      ...["advice.nestedTag=false", `user.name=${tagger}`, "user.email=a@b"].flatMap((setting) => ["-c", setting]),
      ...["tag", "-a", "-m", "Notes", name, of],
    );
  tag("inner", key, "main");
  tag("outer", "Ann", "inner");
  expect(await typesInPush("refs/tags/inner", zeros)).toEqual(["tag-header"]);
  expect(await typesInPush("refs/tags/outer", zeros)).toEqual(["tag-header"]);
});
