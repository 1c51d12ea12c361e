import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { compileCache } from "../built/built.ts";
import { makeKey } from "../keys.ts";
import { call, git, keyhawk, main, temporaryFolder } from "./command.ts";

const key = makeKey("openai-project-key", "push");
const other = makeKey("openai-service-account-key", "another push");

/** A bare repository with one commit on main, and a clone that pushes to it; `keyhawk` is on the path of both. */
async function pushWorld() {
  const folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await mkdir(at("bin"));
  const script = `#!/bin/sh\nNODE_COMPILE_CACHE="${compileCache}" exec "${process.execPath}" "${main}" "$@"\n`;
  await writeFile(at("bin/keyhawk"), script, { mode: 0o755 });
  await git(folder.path, "init", "--quiet", "--bare", "--initial-branch=main", "server.git");
  await git(folder.path, "clone", "--quiet", "server.git", "clone");
  const clone = at("clone");
  const commit = async (path: string, text: string, message = `Change ${path}`) => {
    await writeFile(join(clone, path), text);
    await git(clone, "add", path);
    await git(clone, "commit", "--quiet", "--message", message);
    return git(clone, "rev-parse", "HEAD");
  };
  await commit("readme.txt", "A shop\n");
  await git(clone, "push", "--quiet", "origin", "HEAD:main");
  return {
    clone,
    server: at("server.git"),
    commit,
    at,
    push: (...args: readonly string[]) =>
      call("git", ["push", ...args], { cwd: clone, env: { PATH: `${at("bin")}${delimiter}${process.env.PATH}` } }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

type World = Awaited<ReturnType<typeof pushWorld>>;

async function withPrePush() {
  const world = await pushWorld();
  await keyhawk(["init", "--pre-push", "--no-hook", "--no-configuration"], { cwd: world.clone });
  return world;
}

async function installPreReceive(world: Pick<World, "server">, env = "") {
  const script = `#!/bin/sh\n${env} exec keyhawk scan --pre-receive\n`;
  await writeFile(join(world.server, "hooks/pre-receive"), script, { mode: 0o755 });
}

async function withPreReceive(env = "") {
  const world = await pushWorld();
  await installPreReceive(world, env);
  return world;
}

const refs = (world: World) => git(world.server, "for-each-ref", "--format=%(refname:short)");

test("a push without keys passes silently, and one with a key in any commit is refused", async () => {
  await using world = await withPrePush();
  await world.commit("app.py", "import os\n");
  const clean = await world.push("--quiet", "origin", "HEAD:main");
  expect(clean).toEqual({ code: 0, stdout: "", stderr: "" });

  const leak = await world.commit("app.py", `KEY = "${key}"\n`);
  await world.commit("app.py", "import os\n", "Take the key out");
  const refused = await world.push("origin", "HEAD:main");
  expect(refused.code).not.toBe(0);
  const output = refused.stdout + refused.stderr;
  expect(output).toContain("app.py:1:8");
  expect(output).toContain(leak.slice(0, 7));
  expect(output).toMatch(/keyhawk: Nothing was pushed\. .*git rebase -i/);
  expect(output).not.toContain(key);
  expect(await git(world.server, "log", "--format=%s", "main")).toBe("Change app.py\nChange readme.txt");
});

test("a new branch, a forced one and a deleted one bring what the other side does not have, and no more", async () => {
  await using world = await pushWorld();
  // The other side already has this commit, however it got there.
  await world.commit("old.py", `KEY = "${other}"\n`);
  await world.push("--quiet", "origin", "HEAD:main");
  await git(world.clone, "fetch", "--quiet");
  await keyhawk(["init", "--pre-push", "--no-hook", "--no-configuration"], { cwd: world.clone });

  await world.commit("new.py", "import os\n");
  expect((await world.push("--quiet", "origin", "HEAD:feature")).code).toBe(0);
  await git(world.clone, "commit", "--quiet", "--amend", "--message", "Say it better");
  expect((await world.push("--quiet", "--force", "origin", "HEAD:feature")).code).toBe(0);
  await git(world.clone, "commit", "--quiet", "--amend", "--message", `Use ${key}`);
  expect((await world.push("--quiet", "--force", "origin", "HEAD:feature")).code).not.toBe(0);
  expect(await world.push("--quiet", "--delete", "origin", "feature")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await refs(world)).toBe("main");
});

test("tags with their messages, names of refs, and every ref of a push are scanned", async () => {
  await using world = await withPrePush();
  await git(world.clone, "tag", "--annotate", "--message", `The key is ${key}`, "v1");
  await git(world.clone, "tag", "--annotate", "--message", "A tag of a tag", "v2", "v1");
  await git(world.clone, "tag", "clean");
  for (const tag of ["v1", "v2"]) expect((await world.push("origin", tag)).code).not.toBe(0);
  expect((await world.push("--quiet", "origin", "clean")).code).toBe(0);
  expect((await world.push("origin", `HEAD:refs/heads/${key}`)).stdout).toContain("the name of the branch or tag");

  await git(world.clone, "checkout", "--quiet", "-b", "bad");
  await world.commit("app.py", `KEY = "${key}"\n`);
  await git(world.clone, "checkout", "--quiet", "-b", "good", "main");
  await world.commit("other.py", "import os\n");
  expect((await world.push("origin", "good", "bad")).code).not.toBe(0);
  expect((await world.push("--quiet", "origin", "good")).code).toBe(0);
});

test("what one remote has is new to another", async () => {
  await using world = await pushWorld();
  await world.commit("app.py", `KEY = "${key}"\n`);
  await world.push("--quiet", "origin", "HEAD:main");
  await git(world.clone, "fetch", "--quiet");
  await git(world.at("."), "init", "--quiet", "--bare", "public.git");
  await git(world.clone, "remote", "add", "public", world.at("public.git"));
  await keyhawk(["init", "--pre-push", "--no-hook", "--no-configuration"], { cwd: world.clone });
  expect((await world.push("--quiet", "origin", "HEAD:again")).code).toBe(0);
  // By its address, by a name, and by the address of a repository that no remote names.
  expect((await world.push("--quiet", world.server, "HEAD:once-more")).code).toBe(0);
  expect((await world.push("public", "HEAD:main")).code).not.toBe(0);
  const address = `file://${world.at("public.git")}`;
  expect((await world.push(address, "HEAD:main")).code).not.toBe(0);
  // Once it is there, by whatever way, it is not new: git says what the ref points at before the push.
  expect((await world.push("--no-verify", "--quiet", address, "HEAD:main")).code).toBe(0);
  await world.commit("other.py", "import os\n");
  expect((await world.push("--quiet", address, "HEAD:main")).code).toBe(0);
});

test("a hook that is not given the remote treats every commit as new, unless there is only one remote", async () => {
  await using world = await pushWorld();
  await world.commit("app.py", `KEY = "${key}"\n`);
  await world.push("--quiet", "origin", "HEAD:main");
  const head = await git(world.clone, "rev-parse", "HEAD");
  const input = `refs/heads/main ${head} refs/heads/again ${"0".repeat(40)}\n`;
  const scan = async (...args: readonly string[]) =>
    (await keyhawk(["scan", "--pre-push", ...args], { cwd: world.clone, input })).code;
  expect(await scan()).toBe(0);
  await git(world.clone, "remote", "add", "public", world.at("public.git"));
  expect([await scan(), await scan("public"), await scan("origin", world.server)]).toEqual([1, 1, 0]);
});

test("an existing hook still receives the pushed refs", async () => {
  await using world = await pushWorld();
  const hook = join(world.clone, ".git/hooks/pre-push");
  await writeFile(hook, `#!/bin/sh\ncat > "${world.at("heard")}"\necho "$1" >> "${world.at("heard")}"\n`, {
    mode: 0o755,
  });
  await keyhawk(["init", "--pre-push", "--no-hook", "--no-configuration"], { cwd: world.clone });
  const commit = await world.commit("app.py", "import os\n");
  expect((await world.push("--quiet", "origin", "HEAD:main")).code).toBe(0);
  expect(await readFile(world.at("heard"), "utf8")).toMatch(
    new RegExp(`^HEAD ${commit} refs/heads/main [0-9a-f]{40}\norigin\n$`),
  );
});

test("a server accepts clean pushes silently, refuses those with a key, and stores nothing of them", async () => {
  await using world = await withPreReceive();
  await world.commit("app.py", "import os\n");
  expect(await world.push("--quiet", "origin", "HEAD:main")).toEqual({ code: 0, stdout: "", stderr: "" });
  const leak = await world.commit("app.py", `KEY = "${key}"\n`);
  await world.commit("app.py", "import os\n", "Take the key out");
  const refused = await world.push("origin", "HEAD:feature");
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toMatch(/^remote: .*OpenAI project key/m);
  expect(refused.stderr).toContain("app.py:1:8");
  expect(refused.stderr).toMatch(/^remote: keyhawk: Nothing was pushed\./m);
  expect(refused.stderr).not.toContain(key);
  expect(refused.stderr.split("\n").filter((line) => line.startsWith("remote:") && line.length > 100)).toHaveLength(1);
  expect((await call("git", ["cat-file", "-e", leak], { cwd: world.server })).code).not.toBe(0);
  expect(await refs(world)).toBe("main");

  await git(world.clone, "tag", "--annotate", "--message", `The key is ${key}`, "v1", "HEAD~2");
  expect((await world.push("origin", "v1")).code).not.toBe(0);
  const blob = (await call("git", ["hash-object", "-w", "--stdin"], { cwd: world.clone, input: `KEY=${key}\n` }))
    .stdout;
  await git(world.clone, "update-ref", "refs/blobs/one", blob.trim());
  expect((await world.push("origin", "refs/blobs/one")).code).not.toBe(0);
  const tree = (await call("git", ["mktree"], { cwd: world.clone, input: `100644 blob ${blob.trim()}\tdeep.env\n` }))
    .stdout;
  await git(world.clone, "tag", "tree", tree.trim());
  expect((await world.push("origin", "tree")).stderr).toContain("deep.env:1:5");
  const empty = (await call("git", ["hash-object", "-w", "--stdin"], { cwd: world.clone, input: "" })).stdout.trim();
  const named = (await call("git", ["mktree"], { cwd: world.clone, input: `100644 blob ${empty}\t${key}\n` })).stdout;
  await git(world.clone, "tag", "--force", "tree", named.trim());
  expect((await world.push("origin", "tree")).stderr).toContain("the name of a file");
  expect(await refs(world)).toBe("main");
});

test("a first push, a forced one and a deletion reach a server, each with what is new in it", async () => {
  await using world = await pushWorld();
  // This is on the server already.
  await world.commit("old.py", `KEY = "${other}"\n`);
  await world.push("--quiet", "origin", "HEAD:main");
  await installPreReceive(world);
  await world.commit("new.py", "import os\n");
  expect((await world.push("--quiet", "origin", "HEAD:feature")).code).toBe(0);
  expect((await world.push("--quiet", "--delete", "origin", "feature")).code).toBe(0);
  await git(world.clone, "reset", "--quiet", "--hard", "main~2");
  await git(world.at("."), "init", "--quiet", "--bare", "empty.git");
  await mkdir(join(world.at("empty.git"), "hooks"), { recursive: true });
  await writeFile(
    join(world.at("empty.git"), "hooks/pre-receive"),
    await readFile(join(world.server, "hooks/pre-receive"), "utf8"),
    { mode: 0o755 },
  );
  expect((await world.push("--quiet", world.at("empty.git"), "HEAD:main")).code).toBe(0);
  await git(world.clone, "commit", "--quiet", "--amend", "--message", "Begin again");
  expect((await world.push("--quiet", "--force", "origin", "HEAD:main")).code).toBe(0);
  await git(world.clone, "commit", "--quiet", "--amend", "--message", `Begin with ${key}`);
  expect((await world.push("--quiet", "--force", "origin", "HEAD:main")).code).not.toBe(0);
  await git(world.clone, "reset", "--quiet", "--hard", "origin/main");
  expect((await world.push("--quiet", "origin", "HEAD:gone")).code).toBe(0);
  expect((await world.push("--quiet", "--delete", "origin", "gone")).code).toBe(0);
});

test("the default branch's configuration applies on the server, and a mistake in it does not block pushes", async () => {
  await using world = await withPreReceive();
  const ignore = "ignore:\n  paths:\n    - path: samples/\n      reason: Shapes made for tests\n";
  await mkdir(join(world.clone, ".github"));
  await mkdir(join(world.clone, "samples"));
  // A push cannot bring the rule that lets it pass.
  await world.commit(".github/keyhawk.yml", ignore);
  await world.commit("samples/a.env", `KEY=${key}\n`);
  expect((await world.push("origin", "HEAD:main")).code).not.toBe(0);
  expect((await world.push("--quiet", "origin", "HEAD~1:main")).code).toBe(0);
  const ignored = await world.push("origin", "HEAD:main");
  expect(ignored.code).toBe(0);
  expect(ignored.stderr).toContain("Shapes made for tests");

  await world.commit(".github/keyhawk.yml", "ignore: nonsense\n");
  expect((await world.push("--quiet", "origin", "HEAD:main")).code).toBe(0);
  await world.commit(".github/keyhawk.yml", ignore);
  const mended = await world.push("origin", "HEAD:main");
  expect(mended.code).toBe(0);
  expect(mended.stderr).toContain(".github/keyhawk.yml:1:");
});

test("GitLab shows in its own pages which key was refused", async () => {
  await using world = await withPreReceive("GL_ID=user-1");
  await world.commit("app.py", `KEY = "${key}"\n`);
  const { stderr } = await world.push("origin", "HEAD:main");
  expect(stderr).toMatch(/^remote: GL-HOOK-ERR: Keyhawk found sk-proj-….{4} in app\.py:1:8\. *$/m);
});

test("a hook refuses the push when the scan itself fails, and names what is missing from this clone", async () => {
  await using world = await withPrePush();
  const submodule = await git(world.clone, "rev-parse", "HEAD");
  await git(world.clone, "update-index", "--add", "--cacheinfo", `160000,${submodule},library`);
  await git(world.clone, "commit", "--quiet", "--message", "Add a submodule");
  const passed = await world.push("--quiet", "origin", "HEAD:main");
  expect(passed.code).toBe(0);
  expect(passed.stdout + passed.stderr).toContain("library");

  const commit = await world.commit("app.py", "import os\n");
  const breakage = "data:text/javascript,Map.groupBy = undefined; setTimeout(() => { throw new Error('broken'); });";
  const { code } = await call("git", ["push", "--quiet", "origin", "HEAD:main"], {
    cwd: world.clone,
    env: { PATH: `${world.at("bin")}${delimiter}${process.env.PATH}`, NODE_OPTIONS: `--import="${breakage}"` },
  });
  expect(code).not.toBe(0);
  expect(await git(world.server, "rev-parse", "main")).not.toBe(commit);

  for (const hook of ["--pre-push", "--pre-receive"]) {
    const refused = await keyhawk(["scan", hook], { cwd: world.clone, input: "what git never writes\n" });
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/^keyhawk: .*as that hook/) });
    expect((await keyhawk(["scan", hook], { cwd: world.clone })).code).toBe(0);
  }
});
