import { bundle } from "./bundle.ts";
import { run } from "./commands.ts";
import { findingsRepository } from "./findings-repository.ts";
import { benchRepository } from "./history-repository.ts";
import { type BenchRow, median } from "./row.ts";

const rounds = 5;
const gitArgs = ["cat-file", "--batch-all-objects", "--unordered", "--batch", "--buffer"];

/** Whole history scans, including process start, compared with git printing every object of the same repository. */
export async function benchHistory(): Promise<BenchRow[]> {
  const clean = await measure(await benchRepository());
  const found = await measure(await findingsRepository());
  return [
    ratioRow(`history scan of a packed repository (${clean.size})`, clean.ratio, 1.3),
    {
      name: "peak resident memory of a history scan",
      baseline: clean.size,
      value: clean.megabytes,
      unit: "MB",
      target: 300,
    },
    ratioRow(`history scan with keys in ${found.findings} places (${found.size})`, found.ratio, 1),
  ];
}

function ratioRow(name: string, value: number, target: number): BenchRow {
  return { name, baseline: `git ${gitArgs.join(" ")} > /dev/null`, value, unit: "x", target };
}

/** The figures that one scan prints. */
interface Scanned {
  readonly megabytes: number;
  readonly bytes: number;
  readonly documents: number;
  readonly findings: number;
}

async function measure(repository: string) {
  const script = await bundle("./history-run.ts");
  const scan = () => run(process.execPath, [script, repository], { output: "keep" });
  const print = () => run("git", gitArgs, { output: "discard", cwd: repository });
  // Runs both once before measuring, to bring the pack into the page cache.
  await print();
  const warm = JSON.parse((await scan()).output) as Scanned;
  const ratios: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const git = await print();
    const keyhawk = await scan();
    ratios.push(keyhawk.seconds / git.seconds);
    megabytes.push((JSON.parse(keyhawk.output) as Scanned).megabytes);
  }
  const size = `${warm.documents.toLocaleString("en")} objects, ${(warm.bytes / 1e9).toFixed(2)} GB`;
  return { size, findings: warm.findings, ratio: median(ratios), megabytes: median(megabytes) };
}
