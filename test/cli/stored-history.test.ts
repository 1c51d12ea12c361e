import { readdirSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { call, git, keyhawk, temporaryFolder } from "./command.ts";

const keys = { old: makeKey("openai-project-key", "stored:old"), new: makeKey("openai-admin-key", "stored:new") };
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let repository: string;
const at = (name: string) => join(folder.path, name);

beforeAll(async () => {
  folder = await temporaryFolder();
  repository = await build("plain", "sha1");
});
afterAll(() => folder[Symbol.asyncDispose]());

/** A repository whose keys are only in its history. The second change is stored as a difference from the first. */
async function build(name: string, format: "sha1" | "sha256"): Promise<string> {
  const path = at(name);
  await git(folder.path, "init", "--quiet", "--initial-branch=main", `--object-format=${format}`, path);
  const filler = Array.from({ length: 400 }, (_, line) => `setting_${line} = ${line * 7919}\n`).join("");
  const commit = async (message: string, text: string) => {
    await writeFile(join(path, "a.ini"), text);
    await git(path, "add", ".");
    await git(path, "commit", "--quiet", "-m", message);
  };
  await commit("One", `${filler}key = ${keys.old}\n`);
  await commit("Two", filler);
  await commit("Three", `${filler}key = ${keys.new}\n`);
  await commit("Four", filler);
  await git(path, "gc", "--quiet");
  return path;
}

async function scan(target: string, cwd = folder.path) {
  const { code, stdout, stderr } = await keyhawk(["scan", "--history", target, "--format", "json"], { cwd });
  const report = stdout === "" ? null : JSON.parse(stdout);
  const found = report?.findings.map((each: { masked: string; path: string; commit: string }) => each);
  const reasons = report?.coverage.notScanned.map((line: { reason: string }) => line.reason);
  return { code, stderr, found, reasons, report };
}

const packIn = (path: string) => {
  const packs = join(path, ".git/objects/pack");
  return join(packs, readdirSync(packs).find((name) => name.endsWith(".pack")) ?? "");
};

describe("keyhawk scan --history", () => {
  test.each(["sha1", "sha256"] as const)(
    "finds in a bundle, a pack and a bare repository what the %s repository holds",
    async (format) => {
      const path = format === "sha1" ? repository : await build("long-ids", format);
      await git(path, "bundle", "create", "--quiet", at(`${format}.bundle`), "--all");
      await git(folder.path, "clone", "--quiet", "--bare", path, at(`${format}.git`));
      await copyFile(packIn(path), at(`${format}.pack`));
      const expected = await scan(path);
      expect(expected.found).toHaveLength(2);
      for (const name of [`${format}.bundle`, `${format}.git`]) {
        const { code, found, reasons } = await scan(name);
        expect({ name, code, found, reasons }).toEqual({ name, code: 1, found: expected.found, reasons: [] });
      }
      const pack = await scan(`${format}.pack`);
      expect(pack).toMatchObject({ code: 1, reasons: [] });
      expect(pack.found).toHaveLength(2);
      expect(readdirSync(tmpdir()).filter((name) => name.startsWith("keyhawk-history-"))).toEqual([]);
    },
  );

  test("completes a bundle of the newest commits from the repository around it, and says what it cannot read elsewhere", async () => {
    await git(repository, "bundle", "create", "--quiet", at("newest.bundle"), "main~2..main");
    const inside = await scan(at("newest.bundle"), repository);
    expect(inside).toMatchObject({ code: 1, reasons: ["shallow-clone"] });
    expect(inside.found).toHaveLength(1);
    const elsewhere = await scan("newest.bundle");
    expect(elsewhere.code).not.toBe(0);
    expect(elsewhere.reasons).toContain("unreadable");
    expect(elsewhere.report.coverage.notScanned).toContainEqual(
      expect.objectContaining({ detail: expect.stringContaining("run this scan in a clone that has them") }),
    );
  });

  test("reads a damaged file as far as it goes", async () => {
    await git(repository, "bundle", "create", "--quiet", at("whole.bundle"), "--all");
    const bytes = await readFile(at("whole.bundle"));
    await writeFile(at("cut.bundle"), bytes.subarray(0, -30));
    const cut = await scan("cut.bundle");
    expect(cut.reasons).toContain("unreadable");
    expect(cut.found.length).toBeGreaterThan(0);
    await writeFile(at("header.bundle"), bytes.subarray(0, 40));
    expect(await scan("header.bundle")).toMatchObject({ code: 3, stderr: expect.stringContaining("get a whole copy") });
  });

  test("refuses a file that holds no history with a sentence", async () => {
    await writeFile(at("notes.txt"), "PACKED LUNCH\n");
    const { code, stderr } = await scan("notes.txt");
    expect(code).toBe(2);
    expect(stderr).toContain("notes.txt holds no history: name a checkout");
  });
});

test("a scan of files names each history that it meets, and how to scan it", async () => {
  const tree = at("tree");
  await mkdir(join(tree, "data"), { recursive: true });
  await git(repository, "bundle", "create", "--quiet", join(tree, "data/x.bundle"), "--all");
  await copyFile(packIn(repository), join(tree, "data/y.pack"));
  await git(folder.path, "clone", "--quiet", "--bare", repository, join(tree, "bare.git"));
  await git(folder.path, "clone", "--quiet", repository, join(tree, "nested"));
  await call("tar", ["-cf", join(tree, "data/backup.tar"), "-C", folder.path, "plain"], {});
  const named = async (path: string) => {
    const { code, stdout, stderr } = await keyhawk(["scan", path, "--format", "json"]);
    const lines: { reason: string; path: string; detail: string }[] = JSON.parse(stdout).coverage.notScanned;
    expect(code).toBe(3);
    expect(stderr).toContain("scan each with keyhawk scan --history");
    return lines.filter(({ reason }) => reason === "git-history").map(({ path }) => path.replace(/pack-\w+/, "pack-*"));
  };
  const expected = ["bare.git/objects/pack/pack-*.pack", "data/backup.tar", "data/x.bundle", "data/y.pack", "nested/"];
  expect((await named(tree)).sort()).toEqual(expected);
  await git(tree, "init", "--quiet");
  expect((await named(tree)).sort()).toEqual(expected);
});
