import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { oldestNode } from "../../src/node-version.ts";
import { call, git, temporaryFolder } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { olderNode } from "./older-node.ts";
import { shipped } from "./shipped.ts";

let dist: string;
let folder: string;
beforeAll(async () => {
  ({ dist } = await shipped());
  folder = dirname(dist);
});

test.for(["18.20.8", "20.19.5"])("every entry point refuses Node %s in one sentence", async (version, { skip }) => {
  const node = await olderNode(version);
  if (node === null) skip(`npm cannot fetch Node ${version}`);
  const run = (...args: readonly string[]) => call(node ?? "", args, { cwd: folder });
  const sentence = `Keyhawk needs Node 22.12 or later and did not run on Node ${version}: update Node, then run it again.`;

  // A hook that runs this stops: 2 is neither a pass nor a scan that was not complete.
  for (const args of [["scan", "--staged"], ["--version"]]) {
    const ended = await run(join(dist, "cli.js"), ...args);
    expect(ended).toEqual({ code: 2, stdout: "", stderr: `keyhawk: ${sentence}\n` });
  }
  const app = await run(join(dist, "app/main.js"));
  expect(app).toEqual({ code: 2, stdout: "", stderr: `keyhawk-app: ${sentence}\n` });
  const step = await run(join(dist, "index.js"));
  expect(step).toMatchObject({ code: 2, stderr: "", stdout: expect.stringMatching(/^::error title=Keyhawk::.*\n$/) });
  const address = pathToFileURL(join(dist, "lib/index.js")).href;
  const used = await run("-e", `import("${address}").catch((error) => console.log(error.message))`);
  expect(used).toEqual({ code: 0, stdout: `${sentence}\n`, stderr: "" });
});

test("the oldest Node that is allowed scans what is staged", async ({ skip }) => {
  const node = await olderNode(`${oldestNode}.0`);
  if (node === null) skip(`npm cannot fetch Node ${oldestNode}`);
  await using repository = await temporaryFolder();
  await git(repository.path, "init", "--quiet");
  await call("sh", ["-c", `printf '%s' "$TEXT" > a.env && git add a.env`], {
    cwd: repository.path,
    env: { TEXT: `KEY=${makeKey("openai-project-key", "oldest Node")}\n` },
  });
  const ended = await call(node ?? "", [join(dist, "cli.js"), "scan", "--staged"], { cwd: repository.path });
  expect(ended).toMatchObject({ code: 1, stderr: "", stdout: expect.stringContaining("a.env:1:5") });
});
