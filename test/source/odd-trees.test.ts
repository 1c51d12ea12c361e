import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository, openRepository, temporaryFolder } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();
const rules = { files: "tracked-and-untracked", wholeBytes: 1 << 20 } as const;
const reasons = (coverage: { notScanned: readonly { path: string | null; reason: string }[] }) =>
  coverage.notScanned.map(({ path, reason }) => `${path} ${reason}`).sort();

/** The full name of a file whose own name has one byte for each character. */
const latin1 = (folder: string, ...names: readonly string[]) =>
  Buffer.concat([Buffer.from(folder), ...names.flatMap((name) => [Buffer.from("/"), Buffer.from(name, "latin1")])]);

/** Two names that read the same, a folder, a link and a repository with such names. */
function write(folder: string) {
  writeFileSync(latin1(folder, "caf\xe9.txt"), key("first"));
  writeFileSync(latin1(folder, "caf\xe8.txt"), key("second"));
  mkdirSync(latin1(folder, "d\xe9"));
  writeFileSync(latin1(folder, "d\xe9", "plain.txt"), key("below"));
  writeFileSync(latin1(folder, "d\xe9", "\xfc"), `\n${key("deep")}`);
  symlinkSync("/etc", latin1(folder, "l\xe9"));
  writeFileSync(join(folder, "é.txt"), key("utf-8"));
}
const expected = [
  "caf\uFFFD.txt:1:1 first",
  "caf\uFFFD.txt:1:1 second",
  "d\uFFFD/plain.txt:1:1 below",
  "d\uFFFD/\uFFFD:2:1 deep",
  "é.txt:1:1 utf-8",
].sort();

// Elsewhere file systems take no such names.
describe.skipIf(process.platform !== "linux")("names that are not UTF-8", () => {
  it("are read outside a repository, even when two have the same text", async () => {
    const folder = temporaryFolder();
    write(folder);
    const { findings, coverage } = await scanSource(workTree(folder, rules));
    expect(placesOf(findings, seeds)).toEqual(expected);
    expect(reasons(coverage)).toEqual(["l\uFFFD symlink-outside"]);
  });

  it("are read in a repository, tracked, untracked and in a repository inside", async () => {
    const repository = createRepository();
    write(repository.path);
    const untracked = await scanSource(workTree(repository.path, rules));
    expect(placesOf(untracked.findings, seeds)).toEqual(expected);
    repository.commit("all");
    writeFileSync(latin1(repository.path, "caf\xe7.txt"), key("third"));
    const inner = latin1(repository.path, "r\xe9");
    mkdirSync(inner);
    renameSync(createRepository().path, Buffer.concat([inner, Buffer.from("/inside")]));
    writeFileSync(latin1(repository.path, "r\xe9", "inside", "\xe4"), key("nested"));
    const { findings, coverage } = await scanSource(workTree(repository.path, rules));
    const more = ["caf\uFFFD.txt:1:1 third", "r\uFFFD/inside/\uFFFD:1:1 nested"];
    expect(placesOf(findings, seeds)).toEqual([...expected, ...more].sort());
    expect(reasons(coverage)).toEqual(["l\uFFFD symlink-outside", "r\uFFFD/inside/ git-history"]);
  });

  it("are reached through their folder", async () => {
    const folder = temporaryFolder();
    write(folder);
    const named = scanSource(workTree(latin1(folder, "caf\xe9.txt").toString(), rules));
    await expect(named).rejects.toMatchObject({ code: "usage", message: expect.stringMatching(/Name the folder/) });
  });
});

describe("a tree that changes during a scan", () => {
  it("is not left through a folder replaced by a link", async () => {
    const outside = temporaryFolder();
    mkdirSync(join(outside, "in"));
    writeFileSync(join(outside, "a.txt"), key("outside"));
    writeFileSync(join(outside, "in/b.txt"), key("outside, deeper"));
    const repository = createRepository();
    repository.commit("one", {
      ".gitignore": "ignored\n",
      "sub/a.txt": "a",
      "sub/in/b.txt": "b",
      "x/ignored/a.txt": key("ignored"),
      "kept/a.txt": key("kept"),
      "moved/a.txt": key("moved"),
    });
    repository.git("add", "--force", "x/ignored/a.txt");
    repository.commit("two");
    for (const folder of ["sub", "x/ignored"]) {
      rmSync(join(repository.path, folder), { recursive: true });
      symlinkSync(outside, join(repository.path, folder));
    }
    rmSync(join(repository.path, "moved"), { recursive: true });
    symlinkSync("kept", join(repository.path, "moved"));
    const { findings, coverage } = await scanSource(workTree(repository.path, rules));
    expect(placesOf(findings, seeds)).toEqual(["kept/a.txt:1:1 kept"]);
    expect(reasons(coverage)).toEqual(["sub symlink-outside", "x/ignored symlink-outside"]);
  });

  it("says so when a file vanishes between its folder and its turn", async () => {
    const folder = temporaryFolder();
    for (let index = 0; index < 100; index++) writeFileSync(join(folder, `${1000 + index}.txt`), key(`${index}`));
    const source = workTree(folder, { ...rules, threads: 1 });
    async function* vanishing() {
      for await (const item of source) {
        rmSync(join(folder, "1099.txt"), { force: true });
        yield item;
      }
    }
    const { findings, coverage } = await scanSource(vanishing());
    expect(findings).toHaveLength(99);
    expect(reasons(coverage)).toEqual(["1099.txt unreadable"]);
  });
});

describe("a damaged index", () => {
  it("leads neither out of the folder nor around in it, and is reported", async () => {
    const outer = temporaryFolder();
    const repository = openRepository(join(outer, "inner"));
    mkdirSync(repository.path);
    repository.git("init", "--quiet");
    writeFileSync(join(outer, "outside"), key("outside"));
    repository.write({ "aa/outside": "nothing\n", bb: "nothing\n", "c.txt": key("inside") });
    repository.git("add", ".");
    const path = join(repository.path, ".git/index");
    const index = readFileSync(path).subarray(0, -20).toString("latin1");
    const names = index.replace("aa/outside\0", "../outside\0").replace("bb\0", "./\0");
    const bytes = Buffer.from(names, "latin1");
    writeFileSync(path, Buffer.concat([bytes, createHash("sha1").update(bytes).digest()]));
    const { findings, coverage } = await scanSource(workTree(repository.path, rules));
    expect(placesOf(findings, seeds)).toEqual(["c.txt:1:1 inside"]);
    expect(reasons(coverage)).toEqual(["null unreadable"]);
  });
});

describe("names of other entries than files", () => {
  it("are scanned outside a repository too, for links and fifos", async () => {
    const folder = temporaryFolder();
    symlinkSync("nowhere", join(folder, `a ${key("link")}`));
    execFileSync("mkfifo", [join(folder, `b ${key("fifo")}`)]);
    const { findings, coverage } = await scanSource(workTree(folder, rules));
    expect(placesOf(findings, seeds)).toEqual(["path:1:3 fifo", "path:1:3 link"]);
    expect(coverage.notScanned.map(({ reason }) => reason)).toEqual(["special-file"]);
  });
});

describe("a machine without git", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("scans a folder outside a repository, and reports that git is missing in one", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.txt"), key("plain"));
    const repository = createRepository();
    repository.write({ "sub/b.txt": "b" });
    vi.stubEnv("PATH", folder);
    const { findings } = await scanSource(workTree(folder, rules));
    expect(placesOf(findings, seeds)).toEqual(["a.txt:1:1 plain"]);
    const inside = scanSource(workTree(join(repository.path, "sub"), rules));
    await expect(inside).rejects.toMatchObject({ message: expect.stringMatching(/install git/) });
  });
});
