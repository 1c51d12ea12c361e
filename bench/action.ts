import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { benchStepMemory } from "./action-memory.ts";
import { prepareStep } from "./prepared-step.ts";
import { type BenchRow, median } from "./row.ts";

const run = promisify(execFile);
const rounds = 9;

/** The workflow step on a clean pull request, start to exit, compared with an empty Node; its memory and bundle size. */
export async function benchAction(): Promise<BenchRow[]> {
  await using step = await prepareStep({ "app.py": "print('hello')\n".repeat(50) }, 0);
  const seconds: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const whole = await timed(() => step.run());
    const empty = await timed(() => run(process.execPath, ["-e", "0"]));
    if (round === 0) continue; // warms the disk cache
    seconds.push(whole);
    ratios.push(whole / empty);
  }
  return [
    { name: "workflow step, clean pull request", baseline: "0.3 s", value: median(seconds), unit: "s", target: 0.3 },
    { name: "the same", baseline: "`node -e 0`", value: median(ratios), unit: "x", target: 12 },
    ...(await benchStepMemory()),
    { name: "bundle of the workflow step", baseline: "2 MB", value: await bundleSize(), unit: "MB", target: 2 },
  ];
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
