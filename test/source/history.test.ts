import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { scanHistory } from "../../src/scan-history.ts";
import { commitRange } from "../../src/source/git/commit-range.ts";
import { history } from "../../src/source/history/history.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import {
  createRepository,
  damagePacked,
  openRepository,
  removeLoose,
  temporaryFolder,
  writeCommit,
} from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();
const read = (path: string) => scanHistory(path, { limits: defaultPolicy.limits });

describe("the history of a repository", () => {
  it("names the earliest commit at each path, all paths, and whether the key is still at HEAD", async () => {
    const repository = createRepository();
    repository.commit("start", { "readme.md": "hello\n" });
    const first = repository.commit("leak", { "a.txt": `one\n${key("kept")}\n${key("removed")}\n` });
    repository.commit("edit", { "a.txt": `zero\none\n${key("kept")}\n${key("removed")}\n` });
    repository.git("mv", "a.txt", "b.txt");
    const moved = repository.commit("move");
    repository.commit("remove", { "b.txt": `zero\none\n${key("kept")}\n` });

    const { findings, coverage } = await read(repository.path);
    const reported = findings.map(({ address, line, credential }) => ({
      key: seeds.get(credential.fingerprint),
      path: address.path,
      line,
      commit: address.commit,
      author: address.author,
      ...address.history,
    }));
    const author = "Ada <ada@example.com>";
    const paths = ["a.txt", "b.txt"];
    expect(reported.sort((a, b) => `${a.key}${a.path}`.localeCompare(`${b.key}${b.path}`))).toEqual([
      { key: "kept", path: "a.txt", line: 2, commit: first, author, paths, atHead: true },
      { key: "kept", path: "b.txt", line: 3, commit: moved, author, paths, atHead: true },
      { key: "removed", path: "a.txt", line: 3, commit: first, author, paths, atHead: false },
      { key: "removed", path: "b.txt", line: 4, commit: moved, author, paths, atHead: false },
    ]);
    expect(coverage).toMatchObject({ commits: 5, notScanned: [] });
  });

  it("reports the number of objects in packs and loose, so that the remaining time can be estimated", async () => {
    const repository = createRepository();
    for (let at = 0; at < 20; at++) repository.commit(`packed ${at}`, { "a/b.txt": `${at}\n` });
    repository.git("repack", "--quiet", "-a", "-d");
    for (let at = 0; at < 5; at++) repository.commit(`loose ${at}`, { "a/b.txt": `loose ${at}\n` });

    for (const reader of ["packs", "git"] as const) {
      let expected = 0;
      let early: number | null = null;
      let documents = 0;
      for await (const item of history(repository.path, { reader })) {
        if (item.type === "expected") {
          expected += item.documents;
          early ??= expected;
        }
        if (item.type === "clean") documents += item.documents;
        if (item.type === "document" && item.document.address.type !== "ref-name") documents += 1;
      }
      expect(documents).toBe(50);
      expect(expected).toBe(documents);
      expect(early).toBe(reader === "git" ? 50 : 40 + 5 * 4);
    }
  });

  it("includes messages, ref names, stashes and unreachable objects", async () => {
    const repository = createRepository();
    repository.commit(`start\n\nsee ${key("commit message")}`, { "a.txt": "one\n" });
    repository.git("tag", "--annotate", "--message", `v1\n\n${key("tag message")}`, "v1");
    repository.git("branch", `leak/${key("ref name", "openai-user-key")}`);
    repository.write({ "a.txt": key("stash") });
    repository.git("stash", "--quiet");
    repository.git("stash", "drop", "--quiet");
    repository.git("checkout", "--quiet", "-b", "lost");
    const lost = repository.commit("lost", { "lost.txt": key("lost commit") });
    repository.git("checkout", "--quiet", "main");
    repository.git("branch", "--quiet", "-D", "lost");
    repository.write({ "only-staged.txt": key("never committed") });
    repository.git("add", ".");
    repository.git("rm", "--quiet", "--cached", "only-staged.txt");

    const { findings } = await read(repository.path);
    expect(placesOf(findings, seeds)).toEqual(
      [
        "commit-message:3:5 commit message",
        "tag-message:3:1 tag message",
        "ref-name:1:17 ref name",
        "a.txt:1:1 stash",
        "lost.txt:1:1 lost commit",
        "blob:1:1 never committed",
      ].sort(),
    );
    expect(findings.find((finding) => finding.address.path === "lost.txt")?.address.commit).toBe(lost);
  });

  it("is the same in bare, worktree, packed, alternate and SHA-256 repositories", async () => {
    for (const format of ["sha1", "sha256"]) {
      const repository = createRepository(`--object-format=${format}`);
      repository.commit("one", { "a.txt": `${key("one")}\n` });
      repository.commit("two", { "a.txt": `${key("one")}\n${key("two")}\n`, "dir/b.txt": key("b") });
      const expected = placesOf((await read(repository.path)).findings, seeds);
      expect(expected).toEqual(["a.txt:1:1 one", "a.txt:2:1 two", "dir/b.txt:1:1 b"]);

      const bare = temporaryFolder();
      repository.git("clone", "--quiet", "--bare", repository.path, bare);
      const worktree = join(temporaryFolder(), "tree");
      repository.git("worktree", "add", "--quiet", "--detach", worktree);
      const shared = temporaryFolder();
      repository.git("clone", "--quiet", "--shared", repository.path, shared);
      repository.git("gc", "--quiet");
      for (const path of [repository.path, bare, worktree, shared, join(repository.path, ".git")]) {
        const { findings, coverage } = await read(path);
        expect(placesOf(findings, seeds)).toEqual(expected);
        expect(coverage).toMatchObject({ commits: 2, notScanned: [] });
      }
    }
  });

  it("reports what a shallow or partial clone lacks", async () => {
    const origin = createRepository();
    origin.git("config", "uploadpack.allowFilter", "true");
    origin.commit("one", { "a.txt": key("old") });
    origin.commit("two", { "a.txt": key("new") });
    const shallow = temporaryFolder();
    origin.git("clone", "--quiet", "--depth=1", `file://${origin.path}`, shallow);
    const partial = temporaryFolder();
    origin.git("clone", "--quiet", "--filter=blob:none", `file://${origin.path}`, partial);
    const fromShallow = await read(shallow);
    expect(placesOf(fromShallow.findings, seeds)).toEqual(["a.txt:1:1 new"]);
    expect(fromShallow.coverage.notScanned.map(({ reason }) => reason)).toEqual(["shallow-clone"]);
    const fromPartial = await read(partial);
    expect(placesOf(fromPartial.findings, seeds)).toEqual(["a.txt:1:1 new"]);
    expect(fromPartial.coverage.notScanned.map(({ reason }) => reason)).toEqual(["partial-clone"]);
  });

  it("finds the earliest commit even when clocks were wrong and parents are gone", async () => {
    const repository = createRepository();
    const env = { ...process.env, GIT_AUTHOR_DATE: "1900000000 +0000", GIT_COMMITTER_DATE: "1900000000 +0000" };
    repository.write({ "a.txt": key("early") });
    repository.git("add", ".");
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "future"], {
      cwd: repository.path,
      env,
    });
    const first = repository.git("rev-parse", "HEAD");
    repository.commit("past", { "b.txt": key("early") });
    const { findings } = await read(repository.path);
    expect(findings.map(({ address }) => [address.path, address.commit])).toContainEqual(["a.txt", first]);

    const tree = repository.git("rev-parse", "HEAD^{tree}");
    const gone = "1".repeat(40);
    const object = `tree ${tree}\nparent ${gone}\nauthor A <a@b> 5 +0000\ncommitter A <a@b> 5 +0000\n\norphan ${key("orphan")}\n`;
    const orphan = execFileSync("git", ["hash-object", "-t", "commit", "-w", "--stdin"], {
      cwd: repository.path,
      input: object,
    })
      .toString()
      .trim();
    const again = await read(repository.path);
    expect(placesOf(again.findings, seeds)).toContain("commit-message:1:8 orphan");
    expect(again.findings.find(({ address }) => address.path === "b.txt")?.address.commit).toBe(orphan);
  });

  it("fails with git's message when an object is damaged, never with a clean result", async () => {
    const repository = createRepository();
    repository.commit("one", { "a.txt": "text\n" });
    const id = repository.git("rev-parse", "HEAD:a.txt");
    const file = join(repository.path, ".git/objects", id.slice(0, 2), id.slice(2));
    chmodSync(file, 0o600);
    writeFileSync(file, "no zlib");
    const result = await read(repository.path).catch((error: unknown) => error);
    if (result instanceof Error) expect(result).toMatchObject({ code: "incomplete" });
    else expect(result).toMatchObject({ coverage: { notScanned: [{ reason: "unreadable" }] } });
  });

  it("continues after a damaged object in a pack, with either reader", async () => {
    const repository = createRepository();
    for (const name of ["a", "b", "c"]) {
      repository.commit(name, { [name]: `${name}\n`.repeat(40), [`${name}.env`]: `${key(name)}\n` });
    }
    const id = repository.git("rev-parse", "HEAD:b");
    damagePacked(repository, id);
    const { findings, coverage } = await read(repository.path);
    expect(placesOf(findings, seeds)).toEqual(["a.env:1:1 a", "b.env:1:1 b", "c.env:1:1 c"]);
    expect(coverage.notScanned).toMatchObject([{ path: "b", reason: "unreadable", object: id }]);
    const printed = await scanSource(history(repository.path, { reader: "git" }));
    expect(printed.findings).toHaveLength(3);
    expect(printed.coverage.notScanned).toMatchObject([{ reason: "unreadable", object: id }]);
  });

  it("keeps its findings when a commit's files are unknown, and reports that commit", async () => {
    const repository = createRepository();
    for (const name of ["a", "b", "c"]) repository.commit(name, { [`d/${name}`]: key(name) });
    const unknown = repository.git("rev-parse", "HEAD~1");
    removeLoose(repository, repository.git("rev-parse", "HEAD~1:d"));
    const { findings, coverage } = await read(repository.path);
    expect(placesOf(findings, seeds)).toEqual(["d/a:1:1 a", "d/b:1:1 b", "d/c:1:1 c"]);
    expect(findings.map(({ address }) => address.history?.atHead)).toContain(true);
    expect(coverage.notScanned).toMatchObject([{ reason: "unreadable", commit: unknown }]);
  });

  it("reads the objects of a clone without trees without fetching more", async () => {
    const origin = createRepository();
    origin.git("config", "uploadpack.allowFilter", "true");
    origin.commit("one", { "d/a.txt": key("old") });
    origin.commit(`two ${key("message")}`, { "d/a.txt": key("new") });
    const clone = openRepository(temporaryFolder());
    origin.git("clone", "--quiet", "--filter=tree:0", `file://${origin.path}`, clone.path);
    const { findings, coverage } = await read(clone.path);
    expect(placesOf(findings, seeds)).toEqual(["commit-message:1:5 message", "d/a.txt:1:1 new"]);
    expect(new Set(coverage.notScanned.map(({ reason }) => reason))).toEqual(new Set(["partial-clone"]));
    const range = await scanSource(commitRange(clone.path, "HEAD"));
    expect(placesOf(range.findings, seeds)).toEqual(["commit-message:1:5 message"]);
    expect(range.coverage.notScanned).toMatchObject([{ reason: "partial-clone" }]);
  });

  it("reports an author with any name, and no date when there is none", async () => {
    const repository = createRepository();
    repository.git("config", "i18n.logOutputEncoding", "UTF-16");
    repository.commit("one", { "a.txt": key("authored") });
    const tree = repository.git("rev-parse", "HEAD^{tree}");
    writeCommit(repository, `tree ${tree}\nauthor A\tB\u00FC <a@b>\ncommitter A <a@b> 5 +0000\n\nearlier\n`);
    const { findings } = await read(repository.path);
    expect(findings).toMatchObject([{ address: { author: "A\tB\u00FC <a@b>", date: null } }]);
  });

  it("reports every unreadable part of the store", async () => {
    const repository = createRepository();
    const lines = async () => {
      const { findings, coverage } = await read(repository.path);
      expect(findings.length).toBeGreaterThan(0);
      return coverage.notScanned.map(({ reason, detail }) => `${reason} ${detail}`);
    };
    repository.commit("one", { "a.txt": key("a") });
    repository.git("repack", "-a", "-d", "--quiet");
    repository.commit("two", { "b.txt": key("b"), "c.txt": "" });
    const objects = join(repository.path, ".git/objects");
    const packs = join(objects, "pack");
    const [name = ""] = readdirSync(packs).filter((each) => each.endsWith(".idx"));
    const index = join(packs, name);
    expect(await lines()).toEqual([]);

    // Links to themselves, which not even root can read.
    mkdirSync(join(objects, "info"), { recursive: true });
    writeFileSync(join(objects, "info/alternates"), "/no/such/objects\n");
    const [fanOut = ""] = ["00", "01", "02", "03", "04", "05", "06"].filter((each) => !existsSync(join(objects, each)));
    symlinkSync(fanOut, join(objects, fanOut));
    expect(await lines()).toEqual([
      expect.stringMatching(/^unreadable The folder \/no\/such\/objects.* is not there\./),
      expect.stringMatching(/^unreadable The folder .* cannot be read \(ELOOP\)\./),
    ]);
    rmSync(join(objects, "info/alternates"));
    rmSync(join(objects, fanOut));

    renameSync(index, `${index}.away`);
    expect(await lines()).toEqual([
      expect.stringMatching(/^unreadable The pack .*\.pack has no index/),
      expect.stringMatching(/^unreadable [0-9a-f]{40} .*missing/),
    ]);
    symlinkSync(name, index);
    expect((await lines())[0]).toMatch(/^unreadable The pack .*\.pack or its index cannot be read \(ELOOP\)/);
    rmSync(index);
    writeFileSync(index, "no index");
    expect((await lines())[0]).toMatch(/^unreadable Git cannot open 1 of the packs/);
    rmSync(index);
    renameSync(`${index}.away`, index);

    const away = `${packs}.away`;
    renameSync(packs, away);
    symlinkSync("pack", packs);
    expect((await lines())[0]).toMatch(/^unreadable The folder .*pack cannot be read \(ELOOP\)/);
    rmSync(packs);
    renameSync(away, packs);
    removeLoose(repository, repository.git("rev-parse", "HEAD:c.txt"));
    expect(await lines()).toEqual([expect.stringMatching(/^unreadable [0-9a-f]{40} is missing/)]);
    repository.git("checkout", "--quiet", "--detach");
    removeLoose(repository, repository.git("rev-parse", "HEAD"));
    expect(await lines()).toEqual([expect.stringMatching(/^unreadable [0-9a-f]{40} and 1 more are missing/)]);
  });

  it("refuses a folder outside a repository", async () => {
    await expect(read(temporaryFolder())).rejects.toMatchObject({ code: "usage" });
    const nowhere = join(temporaryFolder(), "none");
    await expect(read(nowhere)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining("not a folder"),
    });
  });
});
