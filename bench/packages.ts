import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { call, git, type Outcome } from "../test/cli/command.ts";
import { install, packBoth } from "../test/packages/packed.ts";
import { benchRepository } from "./history-repository.ts";
import { type BenchRow, median } from "./row.ts";

const rounds = 5;
const path = [dirname(process.execPath), process.env.PATH].join(delimiter);

/** The package `keyhawk`: its size, and its time when run by npx without installation and in a push hook. */
export async function benchPackages(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-bench-packages-"));
  try {
    const { keyhawk } = await packBoth(folder);
    const project = join(folder, "project");
    await mkdir(project);
    await install(project, [keyhawk]);
    return [
      {
        name: "the package `keyhawk`, installed",
        baseline: "5 MB",
        value: await sizeOf(join(project, "node_modules")),
        unit: "MB",
        target: 5,
      },
      {
        name: "cold `npx keyhawk scan --staged`",
        baseline: "npx of an empty package",
        value: await coldStart(folder, keyhawk.tarball),
        unit: "x",
        target: 3,
      },
      ...(await prePush(folder, join(project, "node_modules/.bin/keyhawk"))),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

/** npx with an empty cache, which unpacks the package and runs it, compared with a package that does nothing. */
async function coldStart(folder: string, tarball: string): Promise<number> {
  const empty = join(folder, "empty");
  await mkdir(empty);
  await writeFile(join(empty, "package.json"), '{ "name": "empty", "version": "1.0.0", "bin": { "empty": "run.js" } }');
  await writeFile(join(empty, "run.js"), "#!/usr/bin/env node\n");
  await succeeded(call("npm", ["pack", "--pack-destination", folder], { cwd: empty }));
  const repository = join(folder, "repository");
  await mkdir(repository);
  await git(repository, "init", "--quiet");
  await writeFile(join(repository, "app.py"), "import os\n");
  await git(repository, "add", "app.py");
  const npx = (packed: string, ...command: readonly string[]) =>
    timed(async () => {
      const cache = await mkdtemp(join(folder, "cache-"));
      const args = ["--yes", "--offline", "--cache", cache, "--package", packed, "--", ...command];
      return call("npx", args, { cwd: repository, env: { PATH: path } });
    });
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const nothing = await npx(join(folder, "empty-1.0.0.tgz"), "empty");
    ratios.push((await npx(tarball, "keyhawk", "scan", "--staged")) / nothing);
  }
  return median(ratios);
}

/** The hook for three commits on top of a long history, in seconds and compared with an empty Node. */
async function prePush(folder: string, command: string): Promise<BenchRow[]> {
  const clone = join(folder, "clone");
  await git(folder, "clone", "--quiet", "--shared", await benchRepository(), clone);
  const before = await git(clone, "rev-parse", "HEAD");
  for (const name of ["one.py", "two.py", "three.py"]) {
    await writeFile(join(clone, name), "print('hello')\n".repeat(50));
    await git(clone, "add", name);
    await git(clone, "commit", "--quiet", "--message", `Add ${name}`);
  }
  const input = `refs/heads/main ${await git(clone, "rev-parse", "HEAD")} refs/heads/main ${before}\n`;
  const seconds: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= 2 * rounds; round++) {
    const args = ["scan", "--pre-push", "origin"];
    const hook = await timed(() => call(command, args, { cwd: clone, input, env: { PATH: path } }));
    const empty = await timed(() => call(process.execPath, ["-e", "0"], {}));
    if (round === 0) continue; // warms the disk cache
    seconds.push(hook);
    ratios.push(hook / empty);
  }
  return [
    { name: "pre-push hook, 3 commits", baseline: "0.3 s", value: median(seconds), unit: "s", target: 0.3 },
    { name: "the same", baseline: "`node -e 0`", value: median(ratios), unit: "x", target: 8 },
  ];
}

async function timed(work: () => Promise<Outcome>): Promise<number> {
  const start = performance.now();
  await succeeded(work());
  return (performance.now() - start) / 1000;
}

async function succeeded(outcome: Promise<Outcome>): Promise<void> {
  const { code, stderr } = await outcome;
  if (code !== 0) throw new Error(`A command ended with ${code}: ${stderr}`);
}
