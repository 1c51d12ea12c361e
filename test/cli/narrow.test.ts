import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { git, keyhawk, temporaryFolder } from "./command.ts";

const key = makeKey("openai-project-key", "narrow");
const elsewhere = makeKey("openai-service-account-key", "elsewhere");
const inMessage = makeKey("openai-admin-key", "message");

let folder: AsyncDisposable & { readonly path: string };
let first: string;

/** Commits that write below `src` and `docs`, with a key in each, and a key in the message of the one in `docs`. */
beforeAll(async () => {
  folder = await temporaryFolder();
  const write = async (path: string, text: string) => {
    await mkdir(join(folder.path, path, ".."), { recursive: true });
    await writeFile(join(folder.path, path), text);
    await git(folder.path, "add", path);
  };
  await git(folder.path, "init", "--quiet", "--initial-branch=main");
  await git(folder.path, "commit", "--quiet", "--allow-empty", "--message", "Begin");
  first = await git(folder.path, "rev-parse", "HEAD");
  await write("src/a.py", `KEY = "${key}"\n`);
  await git(folder.path, "commit", "--quiet", "--message", "Write the code");
  await write("docs/b.md", `Use ${elsewhere}\n`);
  await git(folder.path, "commit", "--quiet", "--message", `Write about ${inMessage}`);
  await write("src/deep/c.py", `KEY = "${key}"\n`);
  await write("docs/d.md", `Use ${elsewhere}\n`);
});
afterAll(() => folder[Symbol.asyncDispose]());

interface Found {
  readonly code: number | null;
  readonly stderr: string;
  readonly places: readonly string[];
}

async function scan(args: readonly string[], cwd = folder.path): Promise<Found> {
  const { code, stdout, stderr } = await keyhawk(["scan", "--format", "json", ...args], { cwd });
  const findings: { path: string | null; type: string }[] = stdout === "" ? [] : JSON.parse(stdout).findings;
  return { code, stderr, places: findings.map(({ path, type }) => path ?? type).sort() };
}

test.for([
  { source: "--staged", src: ["src/deep/c.py"], docs: ["docs/d.md"] },
  { source: "--range=main~2..main", src: ["src/a.py"], docs: ["commit-message", "docs/b.md"] },
  { source: "--history", src: ["src/a.py"], docs: ["commit-message", "docs/b.md"] },
])("$source is narrowed to paths as git narrows it", async ({ source, src, docs }) => {
  expect((await scan([source, "--", "docs"])).places).toEqual(docs);
  expect((await scan([source, "--", ":(exclude)docs"])).places).toEqual(src);
  // Paths are seen from the folder that is scanned, wherever the call is made.
  expect((await scan([source, "src", "--", "."])).places).toEqual(src);
  expect(await scan([source, "--", "../outside"])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^keyhawk: Git does not take these paths: .*outside repository.*\n$/),
  });
});

test("several paths, patterns and a folder of the repository narrow a scan", async () => {
  expect((await scan(["--staged", "--", "src", "docs"])).places).toEqual(["docs/d.md", "src/deep/c.py"]);
  expect((await scan(["--staged", "--", "*.md"])).places).toEqual(["docs/d.md"]);
  expect((await scan(["--staged", "--", "deep", "a.py"], join(folder.path, "src"))).places).toEqual(["src/deep/c.py"]);
});

test.for([
  { source: "--staged", said: "There is nothing to scan in the staged changes at srcs." },
  { source: "--range=main~2..main", said: "There are no commits in main~2..main at srcs." },
  { source: "--history", said: "No commit changes anything at srcs." },
])("$source says when there is nothing at a path, which may be misspelt", async ({ source, said }) => {
  expect(await scan([source, "--", "srcs"])).toEqual({ code: 0, places: [], stderr: `keyhawk: ${said}\n` });
  expect((await scan([source, "--", "src"])).stderr).toBe("");
});

test("elsewhere `--` only ends the options, and one word too many is said", async () => {
  expect((await scan(["--", "src"])).places).toEqual(["src/a.py", "src/deep/c.py"]);
  expect(await scan(["src", "docs"])).toMatchObject({ code: 2, stderr: expect.stringContaining("name one target") });
  expect(await scan(["--staged", ".", "docs"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("after `--`"),
  });
});

test("zeros begin a range that is a new branch, and end one that is a deleted branch", async () => {
  const zeros = "0".repeat(40);
  expect((await scan(["--range", `${zeros}..main`])).places).toEqual(["commit-message", "docs/b.md", "src/a.py"]);
  expect(await scan(["--range", `main..${zeros}`])).toMatchObject({ code: 0, places: [] });

  await using clone = await temporaryFolder();
  await git(folder.path, "branch", "earlier", "main~1");
  await git(clone.path, "clone", "--quiet", folder.path, ".");
  // The new branch is there as well, and may have been merged: neither says that its commits are known.
  await git(folder.path, "branch", "merged", "main");
  expect((await scan(["--range", `${zeros}..origin/main`], clone.path)).places).toEqual([
    "commit-message",
    "docs/b.md",
  ]);
  expect((await scan(["--range", `${zeros}..${first}`], clone.path)).code).toBe(0);
});
