import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ScannedChange } from "../../src/change/scan.ts";
import { fingerprint } from "../../src/detect/credential.ts";
import { renderComment } from "../../src/report/formats/comment.ts";
import type { GitHubStandIn } from "../github/github.ts";
import { makeKey } from "../keys.ts";
import { fastImport, git } from "./repository.ts";
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

const key = makeKey("openai-project-key", "change");
const other = makeKey("openai-service-account-key", "change-other");

/** Type, path and line of every place of a key, in order. */
function places({ report }: ScannedChange, raw = key): string[] {
  const found = report.keys.find((each) => each.fingerprint === fingerprint(raw));
  return (found?.places ?? []).map(({ address, line }) => `${address.type} ${address.path ?? "-"}:${line}`);
}

function head({ report }: ScannedChange, raw = key): string[] {
  const found = report.keys.find((each) => each.fingerprint === fingerprint(raw));
  return (found?.headPlaces ?? []).map(({ address, line }) => `${address.type} ${address.path ?? "-"}:${line}`);
}

const tip = (ref: string) => git(world.gitDir, "rev-parse", ref);

describe("the commits of a push", () => {
  test("a key that a later commit removes is found, and is gone from the head", async () => {
    const before = tip("main");
    const ids = world.commit("main", [
      { message: "Add", files: { "app.py": `import os\n\nkey = "${key}"\nx = 1\n` } },
      { message: "Remove", files: { "app.py": "import os\n\nx = 1\n" } },
      { message: `Say ${other}`, files: { "b.py": "y\n" } },
    ]);
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect(places(scanned)).toEqual(["patch app.py:3"]);
    expect(head(scanned)).toEqual([]);
    expect(places(scanned, other)).toEqual(["commit-message -:1"]);
    const [first] = scanned.findings;
    expect(first?.address).toMatchObject({
      repository: world.fullName,
      commit: ids[0],
      author: "Jördis Ä <jo@example.com>",
      date: "2026-01-02T03:04:05.000Z",
    });
    expect(scanned.report.conclusion).toBe("failure");
    expect(scanned.report.coverage).toMatchObject({ commits: 3, notScanned: [] });
  });

  test("removing a key, or changing a neighbouring line, is not a finding", async () => {
    world.commit("main", [
      { message: "Old", files: { "old.py": `a\nkey = "${key}"\nb\n`, "gone.py": `k = "${other}"\n` } },
    ]);
    const before = tip("main");
    world.commit("main", [{ message: "New", files: { "old.py": `A\nkey = "${key}"\nB\n`, "gone.py": null } }]);
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect(scanned.report.keys).toEqual([]);
    expect(scanned.report.conclusion).toBe("success");
  });

  test("head places have the head's line numbers, wherever the line moved to", async () => {
    const before = tip("main");
    world.commit("main", [
      { message: "Add", files: { "conf.py": `k = "${key}"\n` } },
      { message: "Move", files: { "conf.py": null, "settings/conf.py": `# 1\n# 2\nk = "${key}"\n` } },
    ]);
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect(places(scanned)).toEqual(["patch conf.py:1"]);
    expect(head(scanned)).toEqual(["patch settings/conf.py:3"]);
  });

  test("a clean push of any length takes one request", async () => {
    for (const length of [1, 20]) {
      const before = tip("main");
      world.commit(
        "main",
        Array.from({ length }, (_, index) => ({
          message: `Commit ${index}`,
          files: { "a.txt": `${length} ${index}\n` },
        })),
      );
      world.requests();
      const scanned = await world.scan(world.push({ before, after: tip("main") }));
      expect(scanned.report.coverage.commits).toBe(length);
      expect(world.requests()).toEqual(["GET /repos/{owner}/{repo}/compare/{basehead}"]);
    }
  });

  test("a new branch is compared with the default branch, a first push with nothing", async () => {
    world.commit("main", [{ message: "Old", files: { "old.py": `k = "${other}"\n` } }]);
    world.commit("topic", [{ message: "New", files: { "new.py": `k = "${key}"\n` } }], "refs/heads/main");
    const branch = world.push({ before: zeros, after: tip("topic"), ref: "refs/heads/topic", commits: [tip("topic")] });
    const created = await world.scan(branch);
    expect(places(created)).toEqual(["patch new.py:1"]);
    expect(head(created)).toEqual(["patch new.py:1"]);
    expect(places(created, other)).toEqual([]);

    world.requests();
    const first = await world.scan(world.push({ before: zeros, after: tip("main") }));
    expect(places(first, other)).toEqual(["patch old.py:1"]);
    expect(head(first, other)).toEqual(["blob old.py:1"]);
    expect(first.report.coverage.commits).toBe(2);
    expect(world.requests()).toHaveLength(4);
  });

  test("a branch without a common ancestor with the default branch is read completely", async () => {
    fastImport(world.gitDir, "refs/heads/orphan", [
      { message: "Root", files: { a: `${key}\n` } },
      { message: "More", files: { b: `${other}\n` } },
    ]);
    const change = world.push({ before: zeros, after: tip("orphan"), ref: "refs/heads/orphan", commits: [] });
    const scanned = await world.scan(change);
    expect([places(scanned), places(scanned, other)]).toEqual([["patch a:1"], ["patch b:1"]]);
    expect(scanned.report.coverage.notScanned).toEqual([]);
  });

  test("a force-push is read from the merge base", async () => {
    const base = tip("main");
    world.commit("topic", [{ message: "Old way", files: { "app.py": `k = "${other}"\n` } }], base);
    const before = tip("topic");
    fastImport(world.gitDir, "refs/heads/topic", [{ message: "New way", files: { "app.py": `k = "${key}"\n` } }], base);
    const change = world.push({ before, after: tip("topic"), ref: "refs/heads/topic", forced: true });
    const scanned = await world.scan(change);
    expect([places(scanned), places(scanned, other)]).toEqual([["patch app.py:1"], []]);
  });

  test("when the old tip is gone, the commits of the event are read one by one", async () => {
    world.commit("main", [{ message: "New", files: { "app.py": `k = "${key}"\n` } }]);
    const scanned = await world.scan(
      world.push({ before: "1".repeat(40), after: tip("main"), commits: [tip("main")] }),
    );
    expect(places(scanned)).toEqual(["patch app.py:1"]);
    expect(scanned.report.coverage.notScanned).toEqual([]);
  });

  test("names and messages of tags, and names of branches", async () => {
    git(world.gitDir, "-c", "user.name=A", "-c", "user.email=a@b", "tag", "-a", "-m", `Notes\n\n${key}`, "v1", "main");
    const tag = world.push({
      before: zeros,
      after: tip("v1"),
      ref: "refs/tags/v1",
      headCommit: tip("main"),
      commits: [],
    });
    const tagged = await world.scan(tag);
    expect(places(tagged)).toEqual(["tag-message -:3"]);
    expect(head(tagged)).toEqual(["tag-message -:3"]);

    const tagger = ["-c", `user.name=${key}`, "-c", "user.email=a@b"];
    git(world.gitDir, ...tagger, "tag", "-a", "-m", "Notes", "v2", "main");
    const by = await world.scan({ ...tag, after: tip("v2"), ref: "refs/tags/v2" });
    expect(places(by)).toEqual(["tag-header -:2"]);
    expect(head(by)).toEqual(["tag-header -:2"]);

    const named = await world.scan(
      world.push({ before: tip("main"), after: tip("main"), ref: `refs/heads/try/${key}` }),
    );
    expect(places(named)).toEqual(["ref-name -:1"]);
  });

  test("scans the names of added and renamed files, without the folder, and not those of unchanged ones", async () => {
    const file = `notes/${key}.txt`;
    const before = git(world.gitDir, "rev-parse", "main");
    const [added = "", changed = ""] = world.commit("main", [
      { message: "Add", files: { [file]: "one\ntwo\nthree\n" } },
      { message: "Change", files: { [file]: "one\ntwo\nthree\nfour\n" } },
    ]);
    const whole = await world.scan(world.push({ before, after: changed }));
    expect(whole.findings.map(({ address: { type, path, commit } }) => [type, path, commit])).toEqual([
      ["path", null, added],
    ]);
    expect(head(whole)).toEqual(["path -:1"]);
    expect(JSON.stringify(whole.report)).not.toContain(key);
    expect(renderComment(whole.report)).toContain(`the name of a file in commit ${added.slice(0, 7)}`);
    expect((await world.scan(world.push({ before: added, after: changed }))).findings).toEqual([]);

    const [renamed = ""] = world.commit("main", [
      { message: "Rename", files: { [file]: null, [`${key}/a.txt`]: "one\ntwo\nthree\nfour\n" } },
    ]);
    expect(places(await world.scan(world.push({ before: changed, after: renamed })))).toEqual(["path -:1"]);
    const [gone = ""] = world.commit("main", [{ message: "Remove", files: { [`${key}/a.txt`]: null } }]);
    const away = await world.scan(world.push({ before: changed, after: gone }));
    expect([places(away), head(away)]).toEqual([["path -:1"], []]);
  });

  test("scans the messages of nested tags", async () => {
    const tagged = (name: string, message: string, of: string) =>
      git(
        world.gitDir,
        ...["advice.nestedTag=false", "user.name=A", "user.email=a@b"].flatMap((setting) => ["-c", setting]),
        ...["tag", "-a", "-m", message, name, of],
      );
    tagged("inner", `Notes\n\n${key}`, "main");
    tagged("middle", "Of a tag", "inner");
    tagged("outer", "Of a tag of a tag", "middle");
    const after = git(world.gitDir, "rev-parse", "outer");
    const headCommit = git(world.gitDir, "rev-parse", "main");
    const change = world.push({ before: zeros, after, headCommit, ref: "refs/tags/outer", commits: [] });
    expect(places(await world.scan(change))).toEqual(["tag-message -:3"]);
  });

  test("commits that only a tag pushes are read, although its event lists no commit", async () => {
    const base = tip("main");
    world.commit("side", [{ message: "Side", files: { "side.py": "1\n" } }], base);
    const [, merge] = world.commit(
      "new",
      [
        { message: "Mine", files: { "mine.py": "1\n" } },
        { message: "Merge", merge: [tip("side")], files: { "side.py": "1\n", "evil.py": `k = "${key}"\n` } },
      ],
      base,
    );
    const [empty] = world.commit("new", [{ message: `Say ${other}`, files: {} }]);
    const scanned = await world.scan(
      world.push({ before: zeros, after: empty ?? "", ref: "refs/tags/v1", commits: [] }),
    );
    expect(merge).toBeDefined();
    expect(places(scanned)).toEqual(["patch evil.py:1"]);
    expect(places(scanned, other)).toEqual(["commit-message -:1"]);
  });

  test("bytes that are not UTF-8 are scanned unchanged", async () => {
    const before = tip("main");
    const latin1 = Buffer.from(`# caf\xe9 \xff\nk = "${key}"\n`, "latin1");
    const utf16 = Buffer.from(`\ufeffk = "${other}"\n`, "utf16le");
    world.commit("main", [{ message: "Bytes", files: { "latin.py": latin1, "wide.txt": utf16 } }]);
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect([places(scanned), places(scanned, other)]).toEqual([["patch latin.py:2"], ["blob wide.txt:1"]]);
    expect(scanned.report.coverage.bytes).toBe(latin1.length + utf16.length + "Bytes".length + "main".length);
    expect(scanned.report.coverage.notScanned).toEqual([]);
  });

  test("a message that quotes a mail or a diff hides nothing", async () => {
    const before = tip("main");
    const mail =
      `x\n\n---\n f | 1 +\n 1 file changed, 1 insertion(+)\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+x\n` +
      `-- \n2.40.0\n\nFrom ${"a".repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\nSubject: [PATCH] y\n\n`;
    const diff = "x\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,90 +1 @@\n-a\n";
    world.commit("main", [
      { message: diff, files: { "one.py": `k = "${key}"\n` } },
      { message: mail, files: { "two.py": `k = "${other}"\n` } },
    ]);
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect([places(scanned), places(scanned, other)]).toEqual([["patch one.py:1"], ["patch two.py:1"]]);
  });

  test("a message that looks like the mail of an empty commit hides nothing", async () => {
    const before = tip("main");
    const mail = (number: string) =>
      `x\n\n---\n f | 1 -\n 1 file changed, 1 deletion(-)\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-${other}\n` +
      `\nFrom ${"a".repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\nSubject: [PATCH ${number}] y\n\n`;
    world.commit(
      "topic",
      [
        { message: mail("2/3"), files: { "one.py": `k = "${key}"\n` } },
        { message: "Empty", files: {} },
        { message: "Last", files: { "two.py": "x\n" } },
      ],
      "refs/heads/main",
    );
    const pull = await world.scan(await world.pull({ head: "topic" }));
    const push = await world.scan(world.push({ before, after: tip("topic"), ref: "refs/heads/topic" }));
    for (const scanned of [pull, push]) {
      expect(places(scanned)).toContain("patch one.py:1");
      expect(places(scanned, other).join()).toMatch(/^commit-message/);
    }
  });

  test("a submodule and a Git LFS pointer are named as not scanned", async () => {
    const before = tip("main");
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12\n`;
    world.commit("main", [{ message: "LFS", files: { "model.bin": pointer } }]);
    const scanned = await world.scan(world.push({ before, after: tip("main") }));
    expect(scanned.report.coverage.notScanned).toMatchObject([{ path: "model.bin", reason: "lfs-pointer" }]);
    expect(scanned.report.conclusion).toBe("neutral");
  });

  test("a deleted repository fails with a message after few requests", async () => {
    world.requests();
    const gone = { ...world.push({ before: "1".repeat(40), after: "2".repeat(40), commits: [] }), repo: "nowhere" };
    await expect(world.scan(gone)).rejects.toMatchObject({ name: "Failure", code: "incomplete" });
    expect(world.requests().length).toBeLessThanOrEqual(2);
  });
});

describe("merges", () => {
  test("what a merge brings in from the base is not one of the pull request's, what the merge itself adds is", async () => {
    const base = tip("main");
    world.commit("topic", [{ message: "Mine", files: { "mine.py": "a\n" } }], base);
    world.commit("main", [{ message: "Theirs", files: { "theirs.py": `k = "${other}"\n`, "both.py": "1\n2\n" } }]);
    world.commit("topic", [
      {
        message: "Merge main",
        merge: ["refs/heads/main"],
        files: { "theirs.py": `k = "${other}"\n`, "both.py": `1\n2\nevil = "${key}"\n` },
      },
    ]);
    const scanned = await world.scan(await world.pull({ head: "topic" }));
    expect(places(scanned, other)).toEqual([]);
    expect(places(scanned)).toEqual(["patch both.py:3"]);
    expect(head(scanned)).toEqual(["patch both.py:3"]);
    expect(scanned.report.coverage.commits).toBe(2);
  });
});

describe("the texts of a pull request", () => {
  test("a pull request that was merged before its turn is scanned as it was", async () => {
    const base = tip("main");
    world.commit("topic", [{ message: "Leak", files: { "app.py": `k = "${key}"\n` } }], base);
    const pull = await world.pull({ head: "topic" });
    for (const merged of ["forwarded", "committed"]) {
      if (merged === "forwarded") git(world.gitDir, "update-ref", "refs/heads/main", tip("topic"));
      else world.commit("main", [{ message: "Merge", merge: [tip("topic")], files: {} }], base);
      const scanned = await world.scan(pull);
      expect(places(scanned), merged).toEqual(["patch app.py:1"]);
      expect(scanned.report.keys[0]?.headPlaces, merged).toHaveLength(1);
      expect(scanned.report.conclusion, merged).toBe("failure");
    }
  });

  test("title, body and branch name are scanned, and count as being at the head", async () => {
    const branch = `fix-${other}`;
    world.commit(branch, [{ message: "Fix", files: { a: "1\n" } }], "refs/heads/main");
    const scanned = await world.scan(
      await world.pull({ head: branch, title: `Use ${key}`, body: `One\n\nsee ${key}` }),
    );
    expect(places(scanned)).toEqual(["pull-request-title -:1", "pull-request-body -:3"]);
    expect(head(scanned)).toEqual(["pull-request-title -:1", "pull-request-body -:3"]);
    expect(places(scanned, other)).toEqual(["ref-name -:1"]);
  });
});
