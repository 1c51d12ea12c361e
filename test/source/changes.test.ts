import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { scan } from "../../src/scan.ts";
import { scanHistory } from "../../src/scan-history.ts";
import { commitRange } from "../../src/source/git/commit-range.ts";
import { stagedChanges } from "../../src/source/git/staged-changes.ts";
import { outputOf } from "../process/run-sync.ts";
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

describe("staged changes", () => {
  it("are the lines of the index that HEAD does not have", async () => {
    const repository = createRepository();
    repository.write({ "first.txt": key("before the first commit") });
    repository.git("add", ".");
    expect(placesOf((await scanSource(stagedChanges(repository.path))).findings, seeds)).toEqual([
      "first.txt:1:1 before the first commit",
    ]);
    repository.commit("one", { "old.txt": `top\n${key("old")}\nend\n`, "moved.txt": `${key("moved")}\n` });
    repository.write({
      "old.txt": `new top\ntop\n${key("old")}\n  ${key("staged")}\nend\n`,
      "utf16.txt": Buffer.from(`\uFEFFone\n two ${key("utf-16")}\n`, "utf16le"),
    });
    repository.git("mv", "moved.txt", "elsewhere.txt");
    repository.git("add", ".");
    repository.write({ "old.txt": key("not staged"), "untracked.txt": key("untracked") });
    const { findings } = await scanSource(stagedChanges(repository.path));
    expect(placesOf(findings, seeds)).toEqual([
      "elsewhere.txt:1:1 moved",
      "old.txt:4:3 staged",
      "utf16.txt:2:6 utf-16",
    ]);
  });

  it("are found in UTF-16, where half of a character looks like a line end to git", async () => {
    for (const layout of ["utf-16le", "utf-16be"] as const) {
      const encode = (text: string) => {
        const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
        return layout === "utf-16le" ? bytes : bytes.swap16();
      };
      const repository = createRepository();
      // U+4E0A and U+0A4E hold a byte 0A each.
      const before = "\u4E0A\u4E0A\u0A4E\u4E0A\n";
      repository.commit("base", { "a.txt": encode(`${before}${key("old")}\nend\n`) });
      repository.write({ "a.txt": encode(`${before}${key("old")}\n${key("staged")}\nend\n`) });
      repository.git("add", ".");
      const { findings } = await scanSource(stagedChanges(repository.path));
      expect(placesOf(findings, seeds)).toEqual(["a.txt:3:1 staged"]);
      repository.commit("change");
      const range = await scanSource(commitRange(repository.path, "HEAD~1..HEAD"));
      expect(placesOf(range.findings, seeds)).toEqual(["a.txt:3:1 staged"]);

      if (layout === "utf-16be") continue;
      // Too long to hold whole: read in windows.
      const long = `${"\u4E0A \u0A4E filler \u4E0A\n".repeat(400_000)}`;
      repository.commit("long", { "b.txt": encode(`${long}${key("old")}\nend\n`) });
      repository.commit("longer", { "b.txt": encode(`${long}${key("old")}\n${key("windowed")}\nend\n`) });
      const longer = await scanSource(commitRange(repository.path, "HEAD~1..HEAD"));
      expect(placesOf(longer.findings, seeds)).toEqual(["b.txt:400002:1 windowed"]);
    }
  });

  it("are read in the order of their paths, whether git packed them or stored each in a file of its own", async () => {
    const repository = createRepository();
    const name = (index: number) => `${String(index).padStart(3, "0")}.txt`;
    const marked = [3, 4, 150, 151, 290];
    const content = (index: number) => (marked.includes(index) ? `\n${key(`file ${index}`)}\n` : `file ${index}\n`);
    const files = (from: number, to: number) =>
      Object.fromEntries(Array.from({ length: to - from }, (_, at) => [name(from + at), content(from + at)]));
    repository.write(files(0, 160));
    repository.git("add", ".");
    const tree = repository.git("write-tree");
    repository.git("tag", "packed", repository.git("commit-tree", "-m", "packed", tree));
    repository.git("repack", "-a", "-d", "-q");
    // Larger than what is read without git, as stored and as content.
    const large = randomBytes(3 * 1024 * 1024).toString("base64");
    repository.write({
      ...files(160, 300),
      "0000.txt": `${large}\n${key("large")}\n`,
      "0001.txt": `${"filler\n".repeat(1_000_000)}${key("inflated")}\n`,
      "155.txt": `${key("damaged")}\n`,
    });
    repository.git("add", ".");
    removeLoose(repository, repository.git("rev-parse", ":200.txt"));
    const damaged = repository.git("rev-parse", ":155.txt");
    const path = join(repository.path, ".git/objects", damaged.slice(0, 2), damaged.slice(2));
    chmodSync(path, 0o600);
    writeFileSync(path, readFileSync(path).subarray(0, 20));

    const { findings, coverage } = await scanSource(stagedChanges(repository.path));
    expect(placesOf(findings, seeds)).toEqual([
      "0000.txt:2:1 large",
      "0001.txt:1000001:1 inflated",
      ...marked.map((index) => `${name(index)}:2:1 file ${index}`),
    ]);
    expect(coverage.notScanned.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      "155.txt: unreadable",
      "200.txt: unreadable",
    ]);
  });

  it("are only counted when a scan would neither find nor open anything in them", async () => {
    const repository = createRepository();
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 5\n`;
    repository.write({
      "clean.txt": "nothing\n",
      "first.txt": key("first"),
      "second.txt": key("second"),
      "archived.gz": gzipSync(key("archived")),
      "wide.txt": Buffer.from(`\uFEFF${key("wide")}`, "utf16le"),
      "pointer.bin": pointer,
      "client.ts": "new OpenAI({ dangerouslyAllowBrowser: true });\n",
    });
    repository.git("add", ".");
    const { limits } = defaultPolicy;
    const source = stagedChanges(repository.path);
    const { findings, exposures, coverage } = await scan(source, { limits, exposures: ["browser-client"] });
    expect(placesOf(findings, seeds)).toEqual([
      "archived.gz > archived:1:1 archived",
      "first.txt:1:1 first",
      "second.txt:1:1 second",
      "wide.txt:1:1 wide",
    ]);
    expect(exposures.map(({ address }) => address.path)).toEqual(["client.ts"]);
    expect(coverage.notScanned.map(({ path, reason }) => `${path}: ${reason}`)).toEqual(["pointer.bin: lfs-pointer"]);
    expect(coverage.documents).toBe(8);
  });

  it("continue after objects that are longer than their headers say, or are not in a file", async () => {
    const repository = createRepository();
    repository.write({
      "a.txt": key("first"),
      "fifo.txt": "a fifo\n",
      "long.txt": "too long\n",
      "longer.txt": "longer\n",
      "z.txt": key("last"),
    });
    repository.git("add", ".");
    const path = (name: string) => {
      const id = repository.git("rev-parse", `:${name}`);
      return join(repository.path, ".git/objects", id.slice(0, 2), id.slice(2));
    };
    for (const name of ["fifo.txt", "long.txt", "longer.txt"]) rmSync(path(name));
    outputOf({ words: ["mkfifo", path("fifo.txt")], cwd: repository.path });
    writeFileSync(path("long.txt"), deflateSync("blob 5\0this and more\nthan five bytes\n"));
    writeFileSync(path("longer.txt"), deflateSync(`blob 4\0four\n${key("beyond")}\n`));
    const read = () => scanSource(stagedChanges(repository.path));
    const { findings, coverage } = await read();
    expect(placesOf(findings, seeds)).toEqual(["a.txt:1:1 first", "z.txt:1:1 last"]);
    const unreadable = coverage.notScanned.map(({ path, reason }) => `${path}: ${reason}`);
    expect(unreadable).toEqual(["fifo.txt: unreadable", "long.txt: unreadable", "longer.txt: unreadable"]);

    // Git is asked for all objects of another repository at once.
    rmSync(path("fifo.txt"));
    const lender = join(temporaryFolder(), "objects");
    renameSync(join(repository.path, ".git/objects"), lender);
    mkdirSync(join(repository.path, ".git/objects/info"), { recursive: true });
    writeFileSync(join(repository.path, ".git/objects/info/alternates"), `${lender}\n`);
    const borrowed = await read();
    expect(placesOf(borrowed.findings, seeds)).toEqual(["a.txt:1:1 first", "z.txt:1:1 last"]);
    expect(borrowed.coverage.notScanned.map(({ path, reason }) => `${path}: ${reason}`)).toEqual(unreadable);
  });

  it("are refused in a bare repository and outside any repository", async () => {
    const bare = createRepository("--bare");
    await expect(scanSource(stagedChanges(bare.path))).rejects.toMatchObject({ code: "usage" });
    await expect(scanSource(stagedChanges(temporaryFolder()))).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining("Git says: not a git repository"),
    });
  });
});

describe("a range of commits", () => {
  it("holds what every commit added, even when a later one removed it, and every message", async () => {
    const repository = createRepository();
    const base = repository.commit("base", { "a.txt": `${key("base")}\n` });
    const second = repository.commit(`second\n\nsee ${key("message")}`, {
      "a.txt": `${key("base")}\n${key("short-lived")}\n`,
    });
    repository.commit("third", { "a.txt": `x\n${key("base")}\n` });
    repository.commit("fourth", { "logs/a.gz": gzipSync(`one\n${key("gzip")}`) });

    const { findings, coverage } = await scanSource(commitRange(repository.path, `${base}..HEAD`));
    expect(placesOf(findings, seeds)).toEqual([
      "a.txt:2:1 short-lived",
      "commit-message:3:5 message",
      "logs/a.gz > a:2:1 gzip",
    ]);
    expect(findings.find((finding) => finding.address.path === "a.txt")?.address).toMatchObject({
      commit: second,
      author: "Ada <ada@example.com>",
      date: expect.stringMatching(/^2023-11-\d\dT\d\d:\d\d:\d\d\+02:00$/),
    });
    expect(coverage).toMatchObject({ commits: 3, notScanned: [] });
    const whole = await scanSource(commitRange(repository.path, "HEAD"));
    expect(placesOf(whole.findings, seeds)).toContain("a.txt:1:1 base");
  });

  it("counts only lines of a merge that none of its parents contains", async () => {
    const repository = createRepository();
    const lines = (parts: Record<number, string>) =>
      Array.from({ length: 20 }, (_, index) => parts[index + 1] ?? `line ${index + 1}`).join("\n");
    repository.commit("base", { "a.txt": lines({}) });
    repository.git("checkout", "-q", "-b", "side");
    repository.commit("side", { "a.txt": lines({ 2: key("side") }), "side.txt": key("side file") });
    repository.git("checkout", "-q", "main");
    const main = repository.commit("main", { "a.txt": lines({ 18: key("main") }) });
    repository.git("merge", "-q", "--no-commit", "side");
    const merge = repository.commit("merge", {
      "a.txt": lines({ 2: key("side"), 10: key("evil"), 18: key("main") }),
      "new.txt": key("evil file"),
    });
    repository.git("update-ref", "refs/heads/side", "side~1");
    const { findings } = await scanSource(commitRange(repository.path, `${merge}^!`));
    expect(placesOf(findings, seeds)).toEqual(["a.txt:10:1 evil", "new.txt:1:1 evil file"]);
    const { findings: all } = await scanSource(commitRange(repository.path, `${main}..${merge}`));
    expect(placesOf(all, seeds)).toEqual([
      "a.txt:10:1 evil",
      "a.txt:2:1 side",
      "new.txt:1:1 evil file",
      "side.txt:1:1 side file",
    ]);
  });

  it("does not depend on anyone's configuration or attributes", async () => {
    const repository = createRepository();
    for (const [name, value] of [
      ["diff.external", "false"],
      ["diff.noprefix", "true"],
      ["diff.renames", "copies"],
      ["color.ui", "always"],
      ["diff.x.textconv", "false"],
      ["diff.ignoreSubmodules", "all"],
      ["log.showSignature", "true"],
      ["core.quotePath", "true"],
    ] as const) {
      repository.git("config", name, value);
    }
    const base = repository.commit("base", {
      ".gitattributes": "*.txt diff=x\n*.bin -diff\n",
      "ü.txt": "one\n",
      "b.bin": "\0\n",
    });
    repository.commit("change", { "ü.txt": `one\n${key("text")}\n`, "b.bin": `\0\n\0${key("binary")}` });
    const { findings } = await scanSource(commitRange(repository.path, `${base}..HEAD`));
    expect(placesOf(findings, seeds)).toEqual(["b.bin:2:2 binary", "ü.txt:2:1 text"]);
  });

  it("misses no added line, whatever the configuration and the environment do to git's own diff", async () => {
    const repository = createRepository();
    const base = repository.commit("base", { "sub/a.txt": `${key("old")}\nend\n` });
    repository.commit("change", { "sub/a.txt": `${key("old")}\n${key("new")}\nend\n` });
    const id = repository.git("rev-parse", "HEAD:sub/a.txt");
    // A file that is called like the blob that is compared.
    repository.write({ [`sub/${id}`]: "" });
    const folder = join(repository.path, "sub");
    const found = async () => placesOf((await scanSource(commitRange(folder, `${base}..HEAD`))).findings, seeds);
    const settings = [
      ["diff.relative", "true"],
      ["diff.orderFile", "/missing"],
      ["diff.default.xfuncname", "("],
      ["diff.context", "5"],
    ] as const;
    for (const [name, value] of settings) {
      repository.git("config", name, value);
      expect(await found(), name).toEqual(["sub/a.txt:2:1 new"]);
    }
    vi.stubEnv("GIT_DIFF_OPTS", "-u3");
    vi.stubEnv("GIT_EXTERNAL_DIFF", "false");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await found()).toEqual(["sub/a.txt:2:1 new"]);
    // With these git refuses to compare anything: every line counts.
    for (const name of ["diff.colorMoved", "diff.colorMovedWS", "diff.autoRefreshIndex"]) {
      repository.git("config", name, "wrong");
      expect(await found(), name).toEqual(["sub/a.txt:1:1 old", "sub/a.txt:2:1 new"]);
      repository.git("config", "--unset", name);
    }
  });

  it("ignores a grafts file", async () => {
    const repository = createRepository();
    repository.commit("one");
    repository.commit("two", { "a.txt": key("hidden") });
    const last = repository.commit("three", { "a.txt": "" });
    repository.write({ ".git/info/grafts": `${last}\n` });
    const { findings } = await scanSource(commitRange(repository.path, "HEAD"));
    expect(placesOf(findings, seeds)).toEqual(["a.txt:1:1 hidden"]);

    rmSync(join(repository.path, ".git/info/grafts"));
    repository.git("commit-graph", "write", "--reachable");
    const file = join(repository.path, ".git/objects/info/commit-graph");
    const graph = readFileSync(file);
    // Of each commit: the tree, two parents by number, generation and time.
    const data = Number(graph.readBigUInt64BE(graph.indexOf("CDAT") + 4));
    for (let at = data + 20; at < data + 3 * 36; at += 36) graph.writeUInt32BE(0x70000000, at);
    chmodSync(file, 0o600);
    writeFileSync(file, graph);
    expect(repository.git("rev-list", "--count", "HEAD")).toBe("1");
    const again = await scanSource(commitRange(repository.path, "HEAD"));
    expect(placesOf(again.findings, seeds)).toEqual(["a.txt:1:1 hidden"]);
  });

  it("reports missing objects without fetching them", async () => {
    const origin = createRepository();
    origin.git("config", "uploadpack.allowFilter", "true");
    const base = origin.commit("one", { "a.txt": "old\n" });
    origin.commit("two", { "a.txt": key("between"), "b.txt": key("here") });
    origin.commit("three", { "a.txt": "new\n" });
    const partial = openRepository(temporaryFolder());
    origin.git("clone", "--quiet", "--filter=blob:none", `file://${origin.path}`, partial.path);
    const absent = () => partial.git("rev-list", "--objects", "--missing=print", "HEAD").match(/^\?/gm)?.length;
    const { findings, coverage } = await scanSource(commitRange(partial.path, `${base}..HEAD`));
    expect(placesOf(findings, seeds)).toEqual(["b.txt:1:1 here"]);
    expect(coverage.notScanned).toMatchObject([{ path: "a.txt", reason: "partial-clone" }]);
    partial.git("reset", "--quiet", "--soft", base);
    expect(placesOf((await scanSource(stagedChanges(partial.path))).findings, seeds)).toEqual(["b.txt:1:1 here"]);
    partial.git("reset", "--quiet", "--soft", "HEAD@{1}");
    expect(absent()).toBe(2);

    const id = origin.git("rev-parse", "HEAD~1:a.txt");
    removeLoose(origin, id);
    const damaged = await scanSource(commitRange(origin.path, `${base}..HEAD`));
    expect(placesOf(damaged.findings, seeds)).toEqual(["b.txt:1:1 here"]);
    expect(damaged.coverage.notScanned).toMatchObject([{ path: "a.txt", reason: "unreadable" }]);
  });

  it("continues after damaged objects", async () => {
    const repository = createRepository();
    const base = repository.commit("base");
    const names = ["a", "b", "c", "d", "e"];
    for (const name of names) {
      repository.commit(name, { [name]: `${name}\n`.repeat(40), [`${name}.env`]: `${key(name)}\n` });
    }
    damagePacked(repository, repository.git("rev-parse", "HEAD:c"));
    const { findings, coverage } = await scanSource(commitRange(repository.path, `${base}..HEAD`));
    expect(placesOf(findings, seeds)).toEqual(names.map((name) => `${name}.env:1:1 ${name}`));
    expect(coverage.notScanned).toMatchObject([{ path: "c", reason: "unreadable" }]);
  });

  it("keeps its findings when trees are missing, and reports the commits", async () => {
    const repository = createRepository();
    const base = repository.commit("base", { "d/a": "1\n" });
    const [b, c, d, e] = ["b", "c", "d", "e"].map((name) => repository.commit(name, { [`d/${name}`]: key(name) }));
    removeLoose(repository, repository.git("rev-parse", `${c}:d`));
    const { findings, coverage } = await scanSource(commitRange(repository.path, `${base}..HEAD`));
    expect(placesOf(findings, seeds)).toEqual(["d/b:1:1 b", "d/e:1:1 e"]);
    expect(findings.map(({ address }) => address.commit).sort()).toEqual([b, e].sort());
    expect(coverage.notScanned).toMatchObject([{ reason: "unreadable", detail: expect.stringContaining("2 commits") }]);
    expect(coverage.notScanned[0]?.detail).toContain(c);

    const one = await scanSource(commitRange(repository.path, `${c}..HEAD`));
    expect(placesOf(one.findings, seeds)).toEqual(["d/e:1:1 e"]);
    expect(one.coverage.notScanned).toMatchObject([{ commit: d, reason: "unreadable" }]);
  });

  it("reports a merge for which git printed only part of the changes", async () => {
    const repository = createRepository();
    const base = repository.commit("base", { "d/a": "1\n" });
    repository.git("checkout", "--quiet", "-b", "side");
    repository.commit("side", { "side/b": "2\n" });
    const gone = repository.git("rev-parse", "HEAD:side");
    repository.git("checkout", "--quiet", "main");
    repository.commit("main", { "d/c": "3\n" });
    repository.git("merge", "--quiet", "--no-commit", "side");
    const merge = repository.commit("merge", { "side/b": key("merge") });
    repository.commit("after", { "d/e": key("after") });
    removeLoose(repository, gone);
    const { findings, coverage } = await scanSource(commitRange(repository.path, `${base}..HEAD`));
    expect(placesOf(findings, seeds)).toEqual(["d/e:1:1 after"]);
    expect(coverage.notScanned[0]?.detail).toContain("2 commits");
    const last = await scanSource(commitRange(repository.path, "side..HEAD"));
    expect(last.coverage.notScanned).toMatchObject([{ commit: merge, reason: "unreadable" }]);
    const { coverage: past } = await scanHistory(repository.path, { limits: defaultPolicy.limits });
    expect(past.notScanned[0]?.detail).toContain("a tree is missing or damaged");
  });

  it("reads malformed author headers", async () => {
    const repository = createRepository();
    repository.commit("one", { "a.txt": "" });
    const tree = repository.git("rev-parse", "HEAD^{tree}");
    const latin = Buffer.from(
      `tree ${tree}\nauthor J\u00F6rg <j@x> 5 +0130\ncommitter A <a@b> 5 +0000\nencoding ISO-8859-1\n\n${key("latin")}\n`,
      "latin1",
    );
    const undated = `tree ${tree}\nauthor A\tB <a@b>\ncommitter A <a@b> 5 +0000\n\n${key("undated")}\n`;
    const authors: unknown[] = [];
    for (const text of [latin, undated]) {
      const { findings } = await scanSource(commitRange(repository.path, writeCommit(repository, text)));
      authors.push(...findings.map(({ address: { author, date } }) => ({ author, date })));
    }
    expect(authors).toEqual([
      { author: "J\u00F6rg <j@x>", date: "1970-01-01T01:30:05+01:30" },
      { author: "A\tB <a@b>", date: null },
    ]);
  });

  it("says that a clone is shallow, and refuses a range that cannot be resolved", async () => {
    const origin = createRepository();
    origin.commit("one");
    origin.commit("two");
    const clone = temporaryFolder();
    origin.git("clone", "--quiet", "--depth=1", `file://${origin.path}`, clone);
    const { coverage } = await scanSource(commitRange(clone, "HEAD"));
    expect(coverage.notScanned.map(({ reason }) => reason)).toEqual(["shallow-clone"]);
    await expect(scanSource(commitRange(openRepository(clone).path, "none..HEAD"))).rejects.toMatchObject({
      code: "usage",
    });
    await expect(scanSource(commitRange(clone, "--all"))).rejects.toMatchObject({ code: "usage" });
    origin.commit("three", { "d/a.txt": "" });
    for (const wrong of ["HEAD:d/a.txt", "HEAD:d", "HEAD^{tree}"]) {
      await expect(scanSource(commitRange(origin.path, wrong)), wrong).rejects.toMatchObject({ code: "usage" });
    }
    expect((await scanSource(commitRange(origin.path, "HEAD..HEAD~1"))).coverage.commits).toBe(0);
  });

  it("reads a message that is too long to hold", async () => {
    const repository = createRepository();
    repository.commit("one", { "a.txt": "" });
    const tree = repository.git("rev-parse", "HEAD^{tree}");
    const header = `tree ${tree}\nauthor A <a@b> 5 +0000\ncommitter A <a@b> 5 +0000\n\n`;
    const text = `${header}${key("first")}\n${"filler\n".repeat(3_000_000)}${key("last")}\n`;
    const commit = writeCommit(repository, text);
    const { findings } = await scanSource(commitRange(repository.path, commit));
    expect(placesOf(findings, seeds)).toEqual(["commit-message:3000006:1 last", "commit-message:5:1 first"]);
    expect(findings).toMatchObject([{ address: { commit, author: "A <a@b>" } }, { address: { commit } }]);
  });
});
