import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git, keyhawk, temporaryFolder } from "./command.ts";

/** A repository that stages a submodule, which is elsewhere, and a file that is too large, which is here. */
async function repository() {
  const folder = await temporaryFolder();
  await git(folder.path, "init", "--quiet");
  await mkdir(join(folder.path, ".github"));
  await writeFile(join(folder.path, ".github/keyhawk.yml"), "limits:\n  file-bytes: 1024\n");
  await git(folder.path, "update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},library`);
  return folder;
}

/** The begin of a gzip file, which is opened as a whole or not at all. */
const archive = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), Buffer.alloc(9_000_000, 7)]);

test("exit code 3 comes with one line on standard error that says what was not scanned and what to do", async () => {
  await using folder = await repository();
  const { code, stderr } = await keyhawk(["scan", "--staged"], { cwd: folder.path });
  expect(code).toBe(3);
  expect(stderr).toMatch(/^keyhawk: Exit code 3: .*1 submodules \(scan the submodule's repository\).*\n$/);
});

test("--allow-absent accepts only what is missing from the clone", async () => {
  await using folder = await repository();
  const staged = () => keyhawk(["scan", "--staged", "--allow-absent"], { cwd: folder.path });
  expect(await staged()).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("library") });
  await writeFile(join(folder.path, "large.gz"), archive);
  await git(folder.path, "add", "large.gz");
  const { code, stderr } = await staged();
  expect(code).toBe(3);
  expect(stderr).toContain("raise limits.file-bytes");
});
