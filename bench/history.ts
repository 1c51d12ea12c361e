import { bundle } from "./bundle.ts";
import { run } from "./commands.ts";
import { benchRepository } from "./history-repository.ts";
import { type BenchRow, median } from "./row.ts";

const rounds = 5;
const gitArgs = ["cat-file", "--batch-all-objects", "--unordered", "--batch", "--buffer"];

/** A whole history scan, start of the process included, against git printing every object of the same repository. */
export async function benchHistory(): Promise<BenchRow[]> {
  const repository = await benchRepository();
  const script = await bundle("./history-run.ts");
  const scan = () => run(process.execPath, [script, repository], { output: "keep" });
  const print = () => run("git", gitArgs, { output: "discard", cwd: repository });
  // Both once before anything is measured: the pack is in the page cache then.
  await print();
  const warm = JSON.parse((await scan()).output) as { bytes: number; documents: number };
  const ratios: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const git = await print();
    const ours = await scan();
    ratios.push(ours.seconds / git.seconds);
    megabytes.push((JSON.parse(ours.output) as { megabytes: number }).megabytes);
  }
  const size = `${warm.documents.toLocaleString("en")} objects, ${(warm.bytes / 1e9).toFixed(2)} GB`;
  return [
    {
      name: `history scan of a packed repository (${size})`,
      baseline: `git ${gitArgs.join(" ")} > /dev/null`,
      value: median(ratios),
      unit: "x",
      target: 1.3,
    },
    {
      name: "peak resident memory of a history scan",
      baseline: size,
      value: median(megabytes),
      unit: "MB",
      target: 300,
    },
  ];
}
