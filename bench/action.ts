import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runStep } from "../test/action/runner.ts";
import { startGitHub } from "../test/github/github.ts";
import { createWorkTree } from "../test/github/work-tree.ts";
import { type BenchRow, median } from "./row.ts";

const run = promisify(execFile);
const repository = "acme/bench";
const rounds = 9;

/** The workflow step on a clean pull request, start to exit, compared with an empty Node; and its bundle size. */
export async function benchAction(): Promise<BenchRow[]> {
  const github = await startGitHub();
  const { cloneUrl } = await github.createRepository(repository);
  const tree = await createWorkTree(cloneUrl);
  try {
    await tree.commit("Begin", { "README.md": "# bench\n" });
    await tree.git("push", "--quiet", "origin", "HEAD:main");
    await tree.git("checkout", "--quiet", "-b", "feature");
    await tree.commit("Change", { "app.py": "print('hello')\n".repeat(50) });
    await tree.git("push", "--quiet", "origin", "feature");
    const { number } = await github.openPullRequest({ repository, title: "Clean", head: "feature" });
    const permissions = { contents: "read", checks: "write", pull_requests: "write" } as const;
    const step = {
      event: "pull_request",
      payload: await github.pullRequestEvent(repository, number),
      repository,
      serverUrl: github.url,
      apiUrl: github.apiUrl,
      token: github.createToken({ repository, permissions }),
    };

    const seconds: number[] = [];
    const ratios: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const whole = await timed(async () => {
        const { code, stderr } = await runStep(step);
        if (code !== 0) throw new Error(`The step ended with ${code}: ${stderr}`);
      });
      const empty = await timed(() => run(process.execPath, ["-e", "0"]));
      if (round === 0) continue; // warms the disk cache
      seconds.push(whole);
      ratios.push(whole / empty);
    }
    return [
      { name: "workflow step, clean pull request", baseline: "0.3 s", value: median(seconds), unit: "s", target: 0.3 },
      { name: "the same", baseline: "`node -e 0`", value: median(ratios), unit: "x", target: 12 },
      { name: "bundle of the workflow step", baseline: "2 MB", value: await bundleSize(), unit: "MB", target: 2 },
    ];
  } finally {
    await tree.remove();
    await github.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function bundleSize(): Promise<number> {
  const dist = fileURLToPath(new URL("../dist/", import.meta.url));
  const chunks = (await readdir(`${dist}action`)).map((name) => `${dist}action/${name}`);
  const sizes = await Promise.all([`${dist}index.js`, ...chunks].map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}
