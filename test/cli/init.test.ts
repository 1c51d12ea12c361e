import { access, chmod, constants, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import { modeOfRepository } from "../../src/policy/rollout.ts";
import { version } from "../../src/version.ts";
import { makeKey } from "../keys.ts";
import { call, git, keyhawk, temporaryFolder } from "./command.ts";

async function repository() {
  const folder = await temporaryFolder();
  await git(folder.path, "init", "--quiet");
  return folder;
}

/** Runs a commit's hook with a `keyhawk` on the path that says what it was asked and ends with a code. */
async function commit(folder: string, code: number): Promise<{ code: number | null; output: string }> {
  const bin = join(folder, ".git", `bin-${code}`);
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, "keyhawk"), `#!/bin/sh\necho "asked: $*"\nexit ${code}\n`, { mode: 0o755 });
  const {
    code: ended,
    stdout,
    stderr,
  } = await call("git", ["commit", "--allow-empty", "--message", "x"], {
    cwd: folder,
    env: { PATH: `${bin}:${process.env.PATH}` },
  });
  return { code: ended, output: stdout + stderr };
}

test("a plain repository gets a configuration without mistakes and a hook that stops a commit", async () => {
  await using folder = await repository();
  const first = await keyhawk(["init"], { cwd: folder.path });
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toBe("Wrote .github/keyhawk.yml.\nInstalled the hook .git/hooks/pre-commit.\n");

  const text = await readFile(join(folder.path, ".github/keyhawk.yml"), "utf8");
  expect(parsePolicy(text, "keyhawk.yml").problems).toEqual([]);
  expect(text).toMatch(/^# yaml-language-server: \$schema=https:\/\/\S+\/schema\/keyhawk\.schema\.json\n/);
  await access(join(folder.path, ".git/hooks/pre-commit"), constants.X_OK);

  const refused = await commit(folder.path, 1);
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("asked: scan --staged") });
  expect(refused.output).toContain("asked: scan --staged --allow-absent\n");
  expect(await commit(folder.path, 0)).toMatchObject({ code: 0 });
  for (const code of [2, 3, 70, 139]) expect((await commit(folder.path, code)).code).not.toBe(0);

  const again = await keyhawk(["init"], { cwd: folder.path });
  expect(again.stdout).toMatch(/^Kept .*\nKept .*\n$/);
});

test("a shell hook goes on doing what it did, after Keyhawk, though it ends in exec", async () => {
  await using folder = await repository();
  const hook = join(folder.path, ".git/hooks/pre-commit");
  await mkdir(join(folder.path, ".git/hooks"), { recursive: true });
  await writeFile(hook, '#!/bin/bash\nexec echo "the old hook ran"\n', { mode: 0o755 });
  await keyhawk(["init", "--no-configuration"], { cwd: folder.path });
  expect((await commit(folder.path, 0)).output).toMatch(/asked: scan --staged[\s\S]*the old hook ran/);
  expect((await commit(folder.path, 2)).code).not.toBe(0);
});

test("a hook in another language is called, and its failure counts", async () => {
  await using folder = await repository();
  const hook = join(folder.path, ".git/hooks/pre-commit");
  await mkdir(join(folder.path, ".git/hooks"), { recursive: true });
  await writeFile(hook, '#!/usr/bin/env node\nconsole.log("the old hook ran"); process.exit(7);\n');
  await chmod(hook, 0o755);
  await keyhawk(["init", "--no-configuration"], { cwd: folder.path });
  const { code, output } = await commit(folder.path, 0);
  expect(output).toMatch(/asked: scan --staged[\s\S]*the old hook ran/);
  expect(code).not.toBe(0);
});

test("husky, lefthook and the pre-commit framework are used where they are, and their files keep what they say", async () => {
  await using husky = await repository();
  await mkdir(join(husky.path, ".husky"));
  await writeFile(join(husky.path, ".husky/pre-commit"), "npm test\n");
  await keyhawk(["init", "--no-configuration"], { cwd: husky.path });
  expect(await readFile(join(husky.path, ".husky/pre-commit"), "utf8")).toMatch(/scan --staged[\s\S]*npm test\n$/);

  await using lefthook = await repository();
  const before = "# our hooks\npre-commit:\n  parallel: true\n  commands:\n    lint:\n      run: npm run lint # fast\n";
  await writeFile(join(lefthook.path, "lefthook.yml"), before);
  await keyhawk(["init", "--no-configuration"], { cwd: lefthook.path });
  const after = await readFile(join(lefthook.path, "lefthook.yml"), "utf8");
  expect(after.startsWith(before)).toBe(true);
  expect(parse(after)["pre-commit"].commands.keyhawk.run).toContain("keyhawk scan --staged");

  await using framework = await repository();
  const config = join(framework.path, ".pre-commit-config.yaml");
  await writeFile(config, "repos:\n  # whitespace\n  - repo: local\n    hooks: [{ id: x }]\n");
  await keyhawk(["init", "--no-configuration"], { cwd: framework.path });
  const text = await readFile(config, "utf8");
  expect(text).toContain("# whitespace");
  const ids = parse(await readFile(join(import.meta.dirname, "../../.pre-commit-hooks.yaml"), "utf8")).map(
    (hook: { id: string }) => hook.id,
  );
  expect(parse(text).repos[1]).toMatchObject({ repo: expect.stringContaining("keyhawk"), hooks: [{ id: ids[0] }] });

  for (const folder of [husky, lefthook, framework]) {
    const again = await keyhawk(["init", "--no-configuration"], { cwd: folder.path });
    expect(again.stdout).toMatch(/^Kept /);
  }
});

test("every hook manager stops at any exit code other than 0", async () => {
  await using husky = await repository();
  await mkdir(join(husky.path, ".husky"));
  await keyhawk(["init", "--no-configuration", "--pre-push"], { cwd: husky.path });
  await using lefthook = await repository();
  await writeFile(join(lefthook.path, "lefthook.yml"), "pre-push:\n  jobs:\n    - run: npm test\n");
  await keyhawk(["init", "--no-configuration", "--pre-push"], { cwd: lefthook.path });
  const configuration = parse(await readFile(join(lefthook.path, "lefthook.yml"), "utf8"));
  const [, prePush] = configuration["pre-push"].jobs;
  expect(prePush).toEqual({ name: "keyhawk", run: expect.stringContaining("scan --pre-push {1}"), use_stdin: true });

  await using bin = await temporaryFolder();
  const ended = async (code: number, command: string, ...args: readonly string[]) => {
    for (const name of ["keyhawk", "npx"]) {
      await writeFile(join(bin.path, name), `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });
    }
    return (await call(command, args, { cwd: husky.path, env: { PATH: `${bin.path}:${process.env.PATH}` } })).code;
  };
  for (const code of [0, 1, 2, 3, 70, 139]) {
    // husky runs its hooks so that the first failure ends them.
    const codes = [
      await ended(code, "sh", "-e", join(husky.path, ".husky/pre-commit")),
      await ended(code, "sh", "-e", join(husky.path, ".husky/pre-push"), "origin"),
      await ended(code, "sh", "-c", configuration["pre-commit"].commands.keyhawk.run),
    ];
    expect(codes).toEqual(Array(3).fill(code));
  }
});

test("the pre-commit framework runs the command as it is published, which lets pass what is not in the clone", async () => {
  const root = join(import.meta.dirname, "../..");
  const [hook] = parse(await readFile(join(root, ".pre-commit-hooks.yaml"), "utf8"));
  expect(hook).toMatchObject({ language: "script", pass_filenames: false });
  await using folder = await repository();
  const [command = "", ...args] = hook.entry.split(" ");
  const run = () =>
    call(join(root, command), args, {
      cwd: folder.path,
      env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
    });
  const id = "1".repeat(40);
  await git(folder.path, "update-index", "--add", "--cacheinfo", `160000,${id},library`);
  expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining("library") });
  await writeFile(join(folder.path, "a.env"), `KEY=${makeKey("openai-project-key", "framework")}\n`);
  await git(folder.path, "add", "a.env");
  expect(await run()).toMatchObject({ code: 1, stdout: expect.stringContaining("a.env:1:5") });

  // The framework passes only one ref to a pre-push hook, so git's own hook is the one that sees every push.
  await writeFile(join(folder.path, ".pre-commit-config.yaml"), "repos: []\n");
  const { stdout } = await keyhawk(["init", "--pre-push", "--no-configuration"], { cwd: folder.path });
  expect(stdout).toMatch(
    /^Added Keyhawk to \.pre-commit-config\.yaml; .*\nInstalled the hook \.git\/hooks\/pre-push\.\n$/,
  );
});

test("hooks outside of the repository are left alone, and outside of any repository init says what to do", async () => {
  await using shared = await temporaryFolder();
  await using folder = await repository();
  await git(folder.path, "config", "core.hooksPath", shared.path);
  const { stdout } = await keyhawk(["init", "--no-configuration"], { cwd: folder.path });
  expect(stdout).toMatch(/^Installed no hook: .*core\.hooksPath/);

  const outside = await keyhawk(["init"], { cwd: shared.path });
  expect(outside).toMatchObject({ code: 2, stdout: "" });
  expect(outside.stderr).toMatch(/^keyhawk: There is no git work tree here: .*\n$/);
});

test("an organisation gets a configuration that only observes, a workflow to require, and the remaining steps", async () => {
  await using folder = await repository();
  const written = await keyhawk(["init", "--organisation"], { cwd: folder.path });
  expect(written).toMatchObject({ code: 0, stderr: "" });
  expect(written.stdout).toMatch(
    /^Wrote \.github\/keyhawk\.yml\.\nWrote \.github\/workflows\/keyhawk-required\.yml\.\n\nNext, in the settings/,
  );
  const text = await readFile(join(folder.path, ".github/keyhawk.yml"), "utf8");
  const { policy, problems } = parsePolicy(text, "keyhawk.yml");
  expect(problems).toEqual([]);
  expect(modeOfRepository(policy, "shop")).toBe("observe");
  const workflow = parse(await readFile(join(folder.path, ".github/workflows/keyhawk-required.yml"), "utf8"));
  expect(Object.keys(workflow.on)).toEqual(["pull_request", "merge_group"]);
  expect(workflow.jobs.keyhawk.steps).toEqual([{ uses: `keyhawk/keyhawk@v${version}` }]);

  const printed = await keyhawk(["init", "--organisation", "--print"], { cwd: "/" });
  expect(printed.code).toBe(0);
  expect(printed.stdout).toContain(text);
  expect(printed.stdout).toContain("Pull requests from forks");
  expect((await keyhawk(["init", "--print"], { cwd: folder.path })).code).toBe(2);
});
