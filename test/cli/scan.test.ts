import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { scannedFiles } from "../../src/cli/scan/scanned-files.ts";
import { fingerprint } from "../../src/detect/credential.ts";
import { type Address, address } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";
import { startOpenAI } from "../openai/openai.ts";
import { call, git, keyhawk, main, temporaryFolder } from "./command.ts";

const key = makeKey("openai-project-key", "cli");

async function checkout() {
  const folder = await temporaryFolder();
  await git(folder.path, "init", "--quiet", "--initial-branch=main");
  await mkdir(join(folder.path, "app"));
  await writeFile(join(folder.path, "app/main.py"), `import os\nclient = OpenAI(api_key="${key}")\n`);
  await writeFile(join(folder.path, ".gitignore"), ".env\n");
  await writeFile(join(folder.path, ".env"), `OPENAI_API_KEY=${makeKey("openai-project-key", "ignored")}\n`);
  return folder;
}

test("a work tree: findings with exact places, exit code 1, never the key", async () => {
  await using folder = await checkout();
  const { code, stdout, stderr } = await keyhawk(["scan", "--format", "json"], { cwd: folder.path });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  const report = JSON.parse(stdout);
  expect(report.findings).toMatchObject([
    { kind: "openai-project-key", path: "app/main.py", line: 2, column: 26, fingerprint: fingerprint(key) },
  ]);
  expect(stdout).not.toContain(key);

  const all = await keyhawk(["scan", "--all", "--format", "json", folder.path]);
  expect(JSON.parse(all.stdout).findings).toHaveLength(2);
});

test("scanning a folder of a checkout reports paths from its root, and applies the configuration there", async () => {
  await using folder = await checkout();
  const inside = await keyhawk(["scan", "--format", "json"], { cwd: join(folder.path, "app") });
  expect(JSON.parse(inside.stdout).findings).toMatchObject([{ path: "app/main.py" }]);

  await mkdir(join(folder.path, ".github"));
  const configuration = "ignore:\n  paths:\n    - path: app/\n      reason: made for a test\n";
  await writeFile(join(folder.path, ".github/keyhawk.yml"), configuration);
  const ignored = await keyhawk(["scan", "--format", "json", "main.py"], { cwd: join(folder.path, "app") });
  expect(ignored.code).toBe(0);
  expect(JSON.parse(ignored.stdout).findings).toMatchObject([{ ignored: "made for a test" }]);

  await writeFile(join(folder.path, ".github/keyhawk.yml"), "fail-onn: never\n");
  const mistaken = await keyhawk(["scan", "--format", "json", ".gitignore"], { cwd: folder.path });
  expect(mistaken.code).toBe(2);
  expect(mistaken.stderr).toMatch(/^keyhawk: \.github\/keyhawk\.yml:1:1: fail-onn: .*did you mean `fail-on`/);
});

test("standard input, in every format, to a file too; --fail-on decides about the exit code", async () => {
  await using folder = await temporaryFolder();
  const input = `OPENAI_API_KEY=${key}\n`;
  const shown = await keyhawk(["scan", "--stdin", "--name", "prod.env"], { input, cwd: folder.path });
  expect(shown.code).toBe(1);
  expect(shown.stdout).toContain("prod.env:1:16");
  expect(shown.stdout).not.toMatch(/\u001b/);

  const colored = await keyhawk(["scan", "--stdin"], { input, env: { FORCE_COLOR: "1" } });
  expect(colored.stdout).toMatch(/\u001b\[/);

  for (const format of ["json", "sarif", "markdown"]) {
    const file = join(folder.path, `report.${format}`);
    const { code, stdout, stderr } = await keyhawk(
      ["scan", "--stdin", "--format", format, "--output", file, "--fail-on", "never"],
      { input, cwd: folder.path },
    );
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
    const written = await readFile(file, "utf8");
    expect(written).toContain("sk-proj-…");
    expect(written).not.toContain(key);
    if (format !== "markdown") expect(() => JSON.parse(written)).not.toThrow();
  }
  expect((await keyhawk(["scan", "--stdin"], { input: "nothing here\n" })).code).toBe(0);
});

test("verification and the configuration's responses decide about the exit code; excluded paths are counted", async () => {
  await using folder = await checkout();
  const openai = await startOpenAI();
  const env = { OPENAI_BASE_URL: openai.baseURL, OPENAI_ADMIN_KEY: "" };
  const scan = (...args: readonly string[]) =>
    keyhawk(["scan", "--format", "json", ...args], { cwd: folder.path, env });
  const dead = await scan("--verify", "--fail-on", "live");
  expect(dead).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(dead.stdout).findings).toMatchObject([{ status: "revoked" }]);
  openai.addKey(key);
  const live = await scan("--verify-by", "direct", "--fail-on", "live");
  expect(live).toMatchObject({ code: 1, stderr: "" });
  expect(JSON.parse(live.stdout).findings).toMatchObject([{ status: "live" }]);
  await openai.close();
  expect(await scan("--verify-by", "indirect")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^keyhawk: .*OPENAI_ADMIN_KEY/),
  });

  await mkdir(join(folder.path, ".github"));
  const configure = (text: string) => writeFile(join(folder.path, ".github/keyhawk.yml"), text);
  await configure("response: { unknown: warn }\n");
  expect(await scan()).toMatchObject({ code: 0 });
  expect(await scan("--fail-on", "found")).toMatchObject({ code: 1 });
  await configure("paths: { exclude: [app/] }\n");
  const excluded = await scan();
  expect(excluded.code).toBe(0);
  expect(JSON.parse(excluded.stdout)).toMatchObject({ findings: [], coverage: { excluded: 1, notScanned: [] } });
});

test("a wrong call ends with one message on standard error and exit code 2", async () => {
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [["scna"], /unknown command 'scna'[\s\S]*Did you mean scan/],
    [["scan", "--stagd"], /unknown option '--stagd'[\s\S]*--staged/],
    [["scan", "--staged", "--history"], /'--staged' cannot be used with option '--history'/],
    [["scan", "--format", "xml"], /'xml' is invalid[\s\S]*text, json, sarif, markdown/],
    [["scan", "/no/such/path"], /^keyhawk: There is no \/no\/such\/path\. Name a file or a folder\.\n$/],
    [["scan", "--stdin", "--config", "/no/such/file"], /^keyhawk: There is no configuration .*keyhawk init.*\n$/],
    [["scan", "--stdin", "--output", "/no/such/folder/report"], /^keyhawk: The folder of --output .*\n$/],
    [["scan", "https://github.com/owner"], /^keyhawk: This address is neither a repository nor a pull request/],
    [["scan", "owner/name#1", "--staged"], /^keyhawk: --staged scans what is on this machine/],
  ];
  const outcomes = await Promise.all(wrong.map(([args]) => keyhawk(args)));
  for (const [index, outcome] of outcomes.entries()) {
    expect(outcome).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(wrong[index]?.[1] ?? /^$/) });
  }
});

test("staged changes, a range and the history: each sees what it should", async () => {
  await using folder = await checkout();
  await git(folder.path, "add", ".");
  const staged = await keyhawk(["scan", "--staged", "--format", "json"], { cwd: folder.path });
  expect(staged.code).toBe(1);
  expect(JSON.parse(staged.stdout).findings).toMatchObject([{ path: "app/main.py", line: 2, commit: null }]);

  await git(folder.path, "commit", "--quiet", "--message", "One");
  await writeFile(join(folder.path, "app/main.py"), "import os\n");
  await git(folder.path, "commit", "--quiet", "--all", "--message", "Two");
  expect((await keyhawk(["scan", "--staged"], { cwd: folder.path })).code).toBe(0);
  expect((await keyhawk(["scan"], { cwd: folder.path })).code).toBe(0);
  expect((await keyhawk(["scan", "--range", "HEAD~1..HEAD"], { cwd: folder.path })).code).toBe(0);

  const empty = await keyhawk(["scan", "--range", "HEAD..HEAD"], { cwd: folder.path });
  expect(empty).toMatchObject({ code: 0, stderr: "keyhawk: There are no commits in HEAD..HEAD.\n" });
  const file = await keyhawk(["scan", "--range", "HEAD:app/main.py"], { cwd: folder.path });
  expect(file).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/names a file or a folder/) });

  const first = await git(folder.path, "rev-parse", "HEAD~1");
  for (const source of [["--range", "HEAD"], ["--history"]]) {
    const { code, stdout } = await keyhawk(["scan", ...source, "--format", "json", folder.path]);
    expect(code).toBe(1);
    const place = source[0] === "--history" ? { paths: ["app/main.py"], atHead: false } : { paths: null, atHead: null };
    expect(JSON.parse(stdout).findings).toMatchObject([
      { path: "app/main.py", line: 2, commit: first, author: "Ada Okafor <ada@acme.example>", ...place },
    ]);
  }
});

test("the text shows a replacement only where the whole file allows one, and else says what to do", async () => {
  await using folder = await checkout();
  const quoted = makeKey("openai-project-key", "in a docstring");
  await writeFile(join(folder.path, "app/docs.py"), `"""Use it:\nclient = OpenAI(api_key="${quoted}")\n"""\n`);
  const { stdout, stderr } = await keyhawk(["scan"], { cwd: folder.path });
  expect(stderr).toBe("");
  const replace = stdout.match(/Replace.*/g);
  expect(replace?.sort()).toEqual([
    "Replace Take it out of this line and let the program read it from its",
    'Replace client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])',
  ]);
});

test("files are read again from where they were scanned: a commit, the index, or the work tree", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "app/a.py");
  await mkdir(join(folder.path, "app"));
  await git(folder.path, "init", "--quiet");
  await writeFile(file, "1\n");
  await git(folder.path, "add", ".");
  await git(folder.path, "commit", "--quiet", "--message", "One");
  await writeFile(file, "2\n");
  await git(folder.path, "add", ".");
  await writeFile(file, "3\n");
  const commit = await git(folder.path, "rev-parse", "HEAD");
  const read = async (flags: { staged?: true; stdin?: true }, parts: Partial<Address>) => {
    const bytes = await scannedFiles(join(folder.path, "app"), flags)(address("file", { path: "app/a.py", ...parts }));
    return bytes && Buffer.from(bytes).toString();
  };
  expect(await read({}, { commit })).toBe("1\n");
  expect(await read({ staged: true }, {})).toBe("2\n");
  expect(await read({}, {})).toBe("3\n");
  expect(await read({ stdin: true }, {})).toBeNull();
  expect(await read({ staged: true }, { path: "app" })).toBeNull();
  expect(await read({}, { path: "app" })).toBeNull();
});

test("a hook scans what the commit includes, which may be less than what is staged", async () => {
  await using folder = await checkout();
  const command = `"${process.execPath}" "${main}" scan --staged`;
  await writeFile(join(folder.path, ".git/hooks/pre-commit"), `#!/bin/sh\nexec ${command}\n`, { mode: 0o755 });
  await writeFile(join(folder.path, "clean.txt"), "");
  await git(folder.path, "add", "app", "clean.txt");
  await git(folder.path, "commit", "--quiet", "--message", "Clean", "--only", "clean.txt");
  await expect(git(folder.path, "commit", "--quiet", "--message", "Key")).rejects.toThrow();
});

test("an interrupted scan reports what it has found so far, and says so", async () => {
  const child = spawn(process.execPath, [main, "scan", "--stdin", "--format", "json"]);
  const stdout = text(child.stdout);
  // More than a pipe holds: once it is written, the scan is reading, and waits for an end that does not come.
  const input = `OPENAI_API_KEY=${key}\n${"nothing to see here\n".repeat(50_000)}`;
  await new Promise<void>((resolve, reject) =>
    child.stdin.write(input, (error) => (error ? reject(error) : resolve())),
  );
  child.stdin.on("error", () => {});
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(130);
  const report = JSON.parse(await stdout);
  expect(report.findings).toMatchObject([{ line: 1, fingerprint: fingerprint(key) }]);
  expect(report.coverage.notScanned).toMatchObject([{ reason: "interrupted" }]);
});

// Git run in parallel to the scan, git that the scan waits for, and git that locates a key in the history.
test.each([
  ["diff-tree", ["--range", "HEAD"], 1],
  ["rev-list", ["--range", "HEAD"], 0],
  ["rev-parse --verify", ["--history"], 2],
] as const)(
  "Ctrl-C in a terminal, which reaches every process of the group, leaves what was found before %s",
  async (command, source, found) => {
    await using folder = await checkout();
    await git(folder.path, "add", ".");
    await git(folder.path, "commit", "--quiet", "--message", key);
    const mark = join(folder.path, "begun");
    const slow = join(folder.path, "slow", "git");
    await mkdir(join(slow, ".."));
    const script = `case " $* " in *" ${command} "*) : > "${mark}"; exec sleep 60;; esac\nPATH="$KEEP" exec git "$@"\n`;
    await writeFile(slow, `#!/bin/sh\n${script}`, { mode: 0o755 });
    const child = spawn(process.execPath, [main, "scan", ...source, "--format", "json", folder.path], {
      detached: true,
      env: { ...process.env, KEEP: process.env.PATH, PATH: `${join(slow, "..")}:${process.env.PATH}` },
    });
    const stdout = text(child.stdout);
    while (!existsSync(mark)) await setTimeout(20);
    await setTimeout(100);
    process.kill(-(child.pid ?? 0), "SIGINT");
    const [code] = await once(child, "exit");
    expect(code).toBe(130);
    const report = JSON.parse(await stdout);
    expect(report.findings).toHaveLength(found);
    expect(report.coverage.notScanned).toMatchObject([{ reason: "interrupted" }]);
  },
);

test("a reader that closes the pipe early is not an error", async () => {
  await using folder = await temporaryFolder();
  for (let index = 0; index < 400; index++) {
    const other = makeKey("openai-project-key", `many ${index}`);
    await writeFile(join(folder.path, `${index}.env`), `OPENAI_API_KEY=${other}\n`);
  }
  const command = `"${process.execPath}" "${main}" scan "${folder.path}" | head -n 1; exit "\${PIPESTATUS[0]}"`;
  const { code, stdout, stderr } = await call("bash", ["-c", command], {});
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout.split("\n")).toHaveLength(2);
});

test("completion scripts are valid, and complete commands and options", async () => {
  const { stdout: script } = await keyhawk(["completion", "bash"]);
  const complete = (line: string) => {
    const words = line.split(" ");
    const set = `COMP_WORDS=(${words.map((word) => `"${word}"`).join(" ")}); COMP_CWORD=${words.length - 1}`;
    return call("bash", ["-c", `${script}\n${set}; _keyhawk; printf '%s\\n' "\${COMPREPLY[@]}"`], {});
  };
  expect(await complete("keyhawk sc")).toMatchObject({ stdout: "scan\n", stderr: "" });
  expect(await complete("keyhawk scan --hist")).toMatchObject({ stdout: "--history\n", stderr: "" });
  expect(await complete("keyhawk scan --format j")).toMatchObject({ stdout: "json\n", stderr: "" });
  for (const shell of ["zsh", "fish"]) {
    const { stdout } = await keyhawk(["completion", shell]);
    for (const option of ["staged", "history", "format"]) expect(stdout).toContain(option);
  }
});
