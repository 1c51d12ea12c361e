import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { call, git, keyhawk, main, type Outcome, temporaryFolder } from "./command.ts";

const isRoot = process.getuid?.() === 0;
const nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
// Root may read everything; without another user's rights there is nothing to test.
const somebody = await call("setpriv", [...nobody, process.execPath, main, "--version"], {});
const canBeRefused = !isRoot || somebody.code === 0;

/** The command in the rights of somebody who is not root. */
function asSomebody(args: readonly string[], cwd: string): Promise<Outcome> {
  const options = { cwd, env: { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: "*" } };
  if (!isRoot) return call(process.execPath, [main, ...args], options);
  return call("setpriv", [...nobody, process.execPath, main, ...args], {
    ...options,
    env: { ...options.env, HOME: cwd },
  });
}

const notScanned = (report: string): string[] =>
  JSON.parse(report)
    .coverage.notScanned.map(({ path, reason }: { path: string; reason: string }) => `${path} ${reason}`)
    .sort();

test.skipIf(!canBeRefused)(
  "folders that cannot be entered are listed, tracked and untracked, in a repository and outside",
  async () => {
    await using folder = await temporaryFolder();
    const at = (name: string) => join(folder.path, name);
    await chmod(folder.path, 0o755);
    await git(folder.path, "init", "--quiet");
    for (const name of ["tracked", "sub", "sub/new's", "untracked"]) {
      await mkdir(at(name));
      await writeFile(at(`${name}/a.txt`), makeKey("openai-project-key", name));
    }
    await git(folder.path, "add", "tracked");
    const closed = ["tracked", "sub/new's", "untracked"];
    for (const name of closed) await chmod(at(name), 0);

    const scan = (cwd: string, ...args: readonly string[]) => asSomebody(["scan", "--format", "json", ...args], cwd);
    const inside = await scan(folder.path);
    expect(inside.stderr).toBe("");
    expect(inside.code).toBe(1);
    expect(notScanned(inside.stdout)).toEqual([
      "sub/new's/ unreadable",
      "tracked/ unreadable",
      "tracked/a.txt unreadable",
      "untracked/ unreadable",
    ]);
    expect(JSON.parse(inside.stdout).findings).toMatchObject([{ path: "sub/a.txt" }]);
    expect(notScanned((await scan(at("sub"))).stdout)).toEqual(["sub/new's/ unreadable"]);

    await rm(at(".git"), { recursive: true });
    const outside = await scan(folder.path);
    expect(notScanned(outside.stdout)).toEqual(closed.map((name) => `${name}/ unreadable`).sort());
    for (const name of closed) await chmod(at(name), 0o755);
  },
);

test.skipIf(!canBeRefused)(
  "a tree that may not be read is named, and a link to what may not be seen is a line",
  async () => {
    await using folder = await temporaryFolder();
    await chmod(folder.path, 0o755);
    const closed = join(folder.path, "closed");
    const open = join(folder.path, "open");
    await mkdir(closed);
    await mkdir(open);
    await symlink(join(closed, "x"), join(open, "link"));
    await chmod(closed, 0);
    expect(await asSomebody(["scan", "closed"], folder.path)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^keyhawk: closed cannot be read[^\n]*\n$/),
    });
    const linked = await asSomebody(["scan", "--format", "json", "open"], folder.path);
    expect(notScanned(linked.stdout)).toEqual(["link unreadable"]);
    await chmod(closed, 0o755);
  },
);

test("a link given as an argument reports the path of its target", async () => {
  await using folder = await temporaryFolder();
  await git(folder.path, "init", "--quiet");
  await mkdir(join(folder.path, "sub"));
  await writeFile(join(folder.path, "real.txt"), makeKey("openai-project-key", "real"));
  await symlink("../real.txt", join(folder.path, "sub/link.txt"));
  const { stdout } = await keyhawk(["scan", "--format", "json", "sub/link.txt"], { cwd: folder.path });
  expect(JSON.parse(stdout).findings).toMatchObject([{ path: "real.txt" }]);
});

test("a configuration that is not a regular file, or is far too large, is refused at once", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, ".github/keyhawk.yml");
  await mkdir(join(folder.path, ".github"));
  const refused = async (sentence: RegExp) => {
    const outcome = await keyhawk(["scan"], { cwd: folder.path });
    expect(outcome).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(sentence) });
    await rm(file);
  };
  await symlink("/dev/zero", file);
  await refused(/^keyhawk: The configuration .* is not a regular file/);
  await call("mkfifo", [file], {});
  await refused(/^keyhawk: The configuration .* is not a regular file/);
  await writeFile(file, "#".repeat(2 ** 20 + 1));
  await refused(/^keyhawk: The configuration .* is larger than 1 MB/);
});

test("a configuration that the call names may come from a pipe", async () => {
  const other = await mkdtemp(join(tmpdir(), "keyhawk-cli-"));
  const script = `"$0" "$1" scan --config <(echo 'fail-on: never') --format json .`;
  await writeFile(join(other, "a.txt"), makeKey("openai-project-key", "piped"));
  const { code, stderr } = await call("bash", ["-c", script, process.execPath, main], { cwd: other });
  await rm(other, { recursive: true });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
