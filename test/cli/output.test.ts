import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { lstat, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { call, keyhawk, main, temporaryFolder } from "./command.ts";

const input = `OPENAI_API_KEY=${makeKey("openai-project-key", "output")}\n`;
const scanInto = (output: string, cwd: string) =>
  keyhawk(["scan", "--stdin", "--format", "json", "--output", output], { input, cwd });
const findingsOf = (report: string) => JSON.parse(report).findings.length;

test("--output writes through a link, into its target, whether or not that is there yet", async () => {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await mkdir(at("reports"));
  await writeFile(at("reports/old.json"), "old", { mode: 0o600 });
  for (const target of ["reports/old.json", "reports/new.json"]) {
    const link = `to-${target.replace("/", "-")}`;
    await symlink(target, at(link));
    expect(await scanInto(link, folder.path)).toMatchObject({ code: 1, stdout: "", stderr: "" });
    expect((await lstat(at(link))).isSymbolicLink()).toBe(true);
    expect(findingsOf(await readFile(at(target), "utf8"))).toBe(1);
  }
  expect((await lstat(at("reports/old.json"))).mode & 0o777).toBe(0o600);
});

test("--output writes into a fifo or a device, and leaves it what it is", async () => {
  await using folder = await temporaryFolder();
  const fifo = join(folder.path, "fifo");
  execFileSync("mkfifo", [fifo]);
  const [read, scanned] = await Promise.all([call("cat", [fifo], {}), scanInto("fifo", folder.path)]);
  expect(scanned).toMatchObject({ code: 1, stderr: "" });
  expect(findingsOf(read.stdout)).toBe(1);
  expect((await lstat(fifo)).isFIFO()).toBe(true);

  const device = join(folder.path, "null");
  const made = await call("sh", ["-c", 'mknod "$0" c 1 3 && : > "$0"', device], {});
  // Only root may make a device, and not everywhere.
  if (made.code !== 0) return;
  expect(await scanInto("null", folder.path)).toMatchObject({ code: 1, stdout: "", stderr: "" });
  expect((await lstat(device)).isCharacterDevice()).toBe(true);
});

test("an --output that cannot be written is refused before anything is scanned", async () => {
  await using folder = await temporaryFolder();
  const wrong: readonly (readonly [string, RegExp])[] = [
    [".", /^keyhawk: --output \. is a folder: name a file\.\n$/],
    ["no/folder/report", /^keyhawk: The folder of --output no\/folder\/report does not exist: create it first\.\n$/],
  ];
  for (const [output, sentence] of wrong) {
    const child = spawn(process.execPath, [main, "scan", "--stdin", "--output", output], { cwd: folder.path });
    const stderr = text(child.stderr);
    // Its input stays open: a scan that has begun would wait for the end.
    const [code] = await once(child, "exit");
    expect({ code, stderr: await stderr }).toEqual({ code: 2, stderr: expect.stringMatching(sentence) });
  }
});

test("a report that cannot be written in the end is printed, and the scan fails", async () => {
  await using folder = await temporaryFolder();
  const full = await scanInto("/dev/full", folder.path);
  expect(full).toMatchObject({ code: 1, stderr: expect.stringMatching(/^keyhawk: The report could not .*ENOSPC/) });
  expect(findingsOf(full.stdout)).toBe(1);
  const clean = await keyhawk(["scan", "--stdin", "--output", "/dev/full"], { input: "nothing\n" });
  expect(clean.code).toBe(3);
});

test("a closed standard output ends with one message and exit code 3; a closed standard error does not matter", async () => {
  const run = (redirection: string, given: string) =>
    call("bash", ["-c", `"$0" "$1" scan --stdin ${redirection}`, process.execPath, main], { input: given });
  expect(await run(">/dev/full", input)).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/^keyhawk: The output could not be written \(ENOSPC\)[^\n]*\n$/),
  });
  expect(await run(">/dev/full 2>/dev/full", input)).toMatchObject({ code: 3 });
  expect(await run("2>/dev/full", input)).toMatchObject({ code: 1 });
});

test("help and completions cut off by their reader are no error, and an unwritable output is reported in one message", async () => {
  for (const args of ["--help", "--version", "help scan", "completion bash"]) {
    const run = (rest: string) =>
      call("bash", ["-c", `"$0" "$1" ${args} ${rest}; exit "\${PIPESTATUS[0]}"`, process.execPath, main], {});
    expect(await run("| head -c 0"), args).toMatchObject({ code: 0, stderr: "" });
    expect(await run(">/dev/full"), args).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^keyhawk: The output could not be written \(ENOSPC\)[^\n]*\n$/),
    });
  }
});
