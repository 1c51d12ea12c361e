import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { scan } from "../../src/scan.ts";
import { stagedChanges } from "../../src/source/git/staged-changes.ts";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { createRepository, temporaryFolder } from "./repository.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();
const rules = { files: "tracked-and-untracked", wholeBytes: 1 << 20 } as const;
const reasons = (coverage: { notScanned: readonly { path: string | null; reason: string }[] }) =>
  coverage.notScanned.map(({ path, reason }) => `${path} ${reason}`).sort();

describe("a work tree", () => {
  it("reports an exposure in a file read in parts, based on evidence in other parts", async () => {
    const folder = temporaryFolder();
    const far = "// filler\n".repeat(250_000);
    const risk = "new OpenAI({\n  dangerouslyAllowBrowser: true\n});\n";
    writeFileSync(join(folder, "before.ts"), `import OpenAI from "openai";\n${far}${risk}`);
    writeFileSync(join(folder, "after.ts"), `new Client({ dangerouslyAllowBrowser: true });\n${far}// for openai\n`);
    writeFileSync(join(folder, "other-vendor.ts"), `${far}new Client({ dangerouslyAllowBrowser: true });\n`);

    const source = workTree(folder, { ...rules, files: "all", wholeBytes: defaultPolicy.limits.fileBytes });
    const { exposures } = await scan(source, { limits: defaultPolicy.limits, exposures: ["browser-client"] });
    expect(exposures.map(({ address, line }) => `${address.path}:${line}`).sort()).toEqual([
      "after.ts:1",
      "before.ts:250003",
    ]);
  });

  it("consists of the files that git does not ignore", async () => {
    const repository = createRepository();
    repository.commit("one", {
      ".gitignore": "*.log\n!kept.log\n/build/\n",
      "sub/.gitignore": "local\n",
      "tracked.txt": key("tracked"),
      "deleted.txt": key("deleted"),
    });
    repository.write({
      "tracked.txt": `\n ${key("edited")}`,
      "new.txt": key("untracked"),
      "a.log": key("ignored"),
      "kept.log": key("kept"),
      "build/x": key("built"),
      "sub/local": key("ignored below"),
      "sub/build/x": key("not anchored"),
      'ü "q"\n.txt': key("odd name"),
    });
    repository.write({ ".git/info/exclude": "excluded\n", excluded: key("excluded") });
    execFileSync("rm", [join(repository.path, "deleted.txt")]);

    const { findings, coverage } = await scanSource(workTree(repository.path, rules));
    expect(placesOf(findings, seeds)).toEqual(
      [
        "kept.log:1:1 kept",
        "new.txt:1:1 untracked",
        "sub/build/x:1:1 not anchored",
        "tracked.txt:2:2 edited",
        'ü "q"\n.txt:1:1 odd name',
      ].sort(),
    );
    expect(coverage.notScanned).toEqual([]);

    const all = await scanSource(workTree(repository.path, { ...rules, files: "all" }));
    expect(placesOf(all.findings, seeds)).toContain("a.log:1:1 ignored");
    expect(placesOf(all.findings, seeds)).toContain("build/x:1:1 built");
    expect(all.findings.every((finding) => !finding.address.path?.startsWith(".git/"))).toBe(true);

    const below = await scanSource(workTree(join(repository.path, "sub"), rules));
    expect(placesOf(below.findings, seeds)).toEqual(["build/x:1:1 not anchored"]);
    const named = await scanSource(workTree(join(repository.path, "build"), rules));
    expect(placesOf(named.findings, seeds)).toEqual(["x:1:1 built"]);
    const file = await scanSource(workTree(join(repository.path, "a.log"), rules));
    expect(placesOf(file.findings, seeds)).toEqual(["a.log:1:1 ignored"]);
  });

  it("uses its own repository, even when git passes a hook the variables of another", async () => {
    const other = createRepository();
    other.commit("one", { "other.txt": "" });
    const repository = createRepository();
    repository.commit("one", { "own.txt": key("own"), ".gitignore": "*.log\n", "a.log": key("log") });
    vi.stubEnv("GIT_DIR", join(other.path, ".git"));
    vi.stubEnv("GIT_INDEX_FILE", join(other.path, ".git/index"));
    vi.stubEnv("GIT_WORK_TREE", other.path);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { findings } = await scanSource(workTree(repository.path, rules));
    expect(placesOf(findings, seeds)).toEqual(["own.txt:1:1 own"]);
    const staged = await scanSource(stagedChanges(repository.path));
    expect(staged).toMatchObject({ findings: [], coverage: { documents: 0, notScanned: [] } });
  });

  it("is refused when it does not exist, and read whole when git cannot list its files", async () => {
    const repository = createRepository();
    repository.commit("one", { "a.txt": key("plain"), ".gitignore": "*.log\n", "a.log": key("log") });
    const own = join(repository.path, ".git");
    await expect(scanSource(workTree(own, rules))).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining("--history"),
    });
    await expect(scanSource(workTree(createRepository("--bare").path, rules))).rejects.toMatchObject({ code: "usage" });
    await scanSource(workTree(own, { ...rules, files: "all" }));

    vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    onTestFinished(() => void vi.unstubAllEnvs());
    const said: string[] = [];
    const { findings } = await scanSource(
      workTree(repository.path, { ...rules, tell: (text) => void said.push(text) }),
    );
    expect(placesOf(findings, seeds)).toEqual(["a.log:1:1 log", "a.txt:1:1 plain"]);
    expect(said).toEqual([expect.stringMatching(/^Git will not read this repository.*dubious ownership/)]);
    await scanSource(workTree(temporaryFolder(), { ...rules, tell: (text) => void said.push(text) }));
    expect(said).toHaveLength(1);
  });

  it("reports what it could not scan, and follows no link out of the tree", async () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    writeFileSync(join(outside, "secret"), key("outside"));
    writeFileSync(join(folder, "inside"), key("inside"));
    symlinkSync(join(outside, "secret"), join(folder, "out"));
    symlinkSync(outside, join(folder, "out-folder"));
    symlinkSync("inside", join(folder, "in"));
    symlinkSync("nothing", join(folder, "dangling"));
    symlinkSync(".", join(folder, "loop"));
    execFileSync("mkfifo", [join(folder, "fifo")]);
    writeFileSync(join(folder, "locked"), key("locked"));
    chmodSync(join(folder, "locked"), 0);

    const { findings, coverage } = await scanSource(workTree(folder, rules));
    const root = process.getuid?.() === 0;
    expect(placesOf(findings, seeds)).toEqual(["inside:1:1 inside", ...(root ? ["locked:1:1 locked"] : [])]);
    expect(reasons(coverage)).toEqual([
      "fifo special-file",
      ...(root ? [] : ["locked unreadable"]),
      "out symlink-outside",
      "out-folder symlink-outside",
    ]);
  });

  it("reads the data of sparse files, and names one whose holes would take minutes to read", async () => {
    const folder = temporaryFolder();
    const write = (name: string, bytes: number, ...ends: string[]) => {
      const path = join(folder, name);
      writeFileSync(path, `${ends[0]}\n`);
      truncateSync(path, bytes);
      if (ends[1] !== undefined) appendFileSync(path, `\n${ends[1]}\n`);
    };
    write("disk.img", 200 * 2 ** 30, key("before the hole"));
    write("small.img", 300 * 2 ** 20, key("before a small hole"), key("after a small hole"));
    const { findings, coverage } = await scanSource(workTree(folder, rules));
    expect(placesOf(findings, seeds)).toEqual([
      "disk.img:1:1 before the hole",
      "small.img:1:1 before a small hole",
      "small.img:3:1 after a small hole",
    ]);
    expect(reasons(coverage)).toEqual(["disk.img too-large"]);
  });

  it("does not follow links inside a repository either", async () => {
    const repository = createRepository();
    const outside = temporaryFolder();
    writeFileSync(join(outside, "secret"), key("outside"));
    symlinkSync(join(outside, "secret"), join(repository.path, "out"));
    symlinkSync(outside, join(repository.path, "out-folder"));
    repository.commit("links");
    const { findings, coverage } = await scanSource(workTree(repository.path, rules));
    expect(findings).toEqual([]);
    expect(reasons(coverage)).toEqual(["out symlink-outside", "out-folder symlink-outside"]);
  });

  it("scans submodules that are checked out, by their own rules, and reports the others", async () => {
    const inner = createRepository();
    inner.commit("inner", { "key.txt": key("submodule"), ".gitignore": "skip\n" });
    const outer = createRepository();
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "libs/inner");
    outer.commit("outer");
    outer.write({ "libs/inner/skip": key("skipped") });
    const { findings } = await scanSource(workTree(outer.path, rules));
    expect(placesOf(findings, seeds)).toEqual(["libs/inner/key.txt:1:1 submodule"]);

    const clone = temporaryFolder();
    outer.git("clone", "--quiet", outer.path, clone);
    const { coverage } = await scanSource(workTree(clone, rules));
    expect(reasons(coverage)).toEqual(["libs/inner/ submodule"]);
  });

  it("reads a file that is larger than what is read at once in windows, with exact places", async () => {
    const folder = temporaryFolder();
    const filler = "0123456789abcde\n".repeat(70_000);
    writeFileSync(join(folder, "big.txt"), `${filler}  ${key("first")}\n${filler}ü ${key("second")}\n`);
    const { findings, coverage } = await scanSource(workTree(folder, { ...rules, wholeBytes: 1000 }));
    expect(placesOf(findings, seeds)).toEqual(["big.txt:140002:3 second", "big.txt:70001:3 first"]);
    expect(coverage.documents).toBe(1);
    expect(coverage.bytes).toBe(Buffer.byteLength(`${filler}  ${key("first")}\n${filler}ü ${key("second")}\n`));
  });

  it("finds a key anywhere in a large file that is read in parts", async () => {
    const folder = temporaryFolder();
    const part = 256 * 1024;
    const block = 1024 * 1024;
    const overlap = 64 * 1024;
    // Around the ends of the parts, and of the blocks: the second one begins with the last bytes of the first.
    const edges = [part, 2 * part, block - overlap, block, 2 * block - overlap, 2 * block - 2 * overlap];
    const names: string[] = [];
    // A long one, and one that a single anchor gives away.
    for (const far of [key("long"), key("short", "openai-realtime-secret")]) {
      const shifts = [-far.length - 1, -far.length, 5 - far.length, -far.length >> 1, -2, -1, 0, 1];
      for (const place of edges.flatMap((edge) => shifts.map((shift) => edge + shift))) {
        const text = Buffer.alloc(3 * block, "0123456789abcde\n");
        text.write(` ${far} `, place - 1);
        const name = `${far.length} ${place}.txt`;
        writeFileSync(join(folder, name), text);
        names.push(name);
      }
    }
    const { findings, coverage } = await scanSource(workTree(folder, { ...rules, wholeBytes: 8 * block }));
    expect(findings.map(({ address }) => address.path).sort()).toEqual(names.sort());
    expect(coverage.bytes).toBe(names.length * 3 * block);
  });

  it("refuses a path that does not exist", async () => {
    await expect(scanSource(workTree(join(temporaryFolder(), "none"), rules))).rejects.toMatchObject({ code: "usage" });
  });
});
