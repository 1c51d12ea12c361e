// Speed, memory and cost as ratios against a named baseline, measured in one run on the same data.
// `npm run bench` runs every part; `npm run bench -- history tree` only the parts named. `npm run bench -- chaos` is a
// soak of 100 rounds; `--rounds 10` makes it shorter. `npm run bench -- scale` sends 5,000 pushes to each of several
// settings, and `load` to one process; `--pushes 500` makes both shorter. `npm run bench -- histories` installs the App on
// 500 repositories and kills it ten times; `--repositories 20 --kills 2` makes it shorter. `npm run bench -- record` fills
// the tables with a million rows each; `--recorded 100000` takes fewer.
import { spawnSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { HistoriesOptions } from "./histories.ts";
import type { BenchRow } from "./row.ts";

const parts: Readonly<Record<string, (length: Length) => Promise<BenchRow[]>>> = {
  requests: async () => (await import("./requests.ts")).benchRequests(),
  // Runs before the large parts, since the system is still writing their files after they end.
  action: async () => (await import("./action.ts")).benchAction(),
  packages: async () => (await import("./packages.ts")).benchPackages(),
  detect: async () => (await import("./detect.ts")).benchDetect(),
  tree: async () => (await import("./tree.ts")).benchTree(),
  archives: async () => (await import("./archives.ts")).benchArchives(),
  history: async () => (await import("./history.ts")).benchHistory(),
  load: async ({ pushes }) => (await import("./load.ts")).benchLoad(pushes),
};

/** How long the slow parts run. */
interface Length extends HistoriesOptions {
  readonly rounds: number;
  readonly pushes: number;
  readonly recorded: number;
}

/** Slow parts, which run only when they are named. */
const soaks: Readonly<Record<string, (length: Length) => Promise<BenchRow[]>>> = {
  chaos: async ({ rounds }) => (await import("./chaos.ts")).benchChaos(rounds),
  scale: async ({ pushes }) => (await import("./scale.ts")).benchScale(pushes),
  histories: async (length) => (await import("./histories.ts")).benchHistories(length),
  record: async ({ recorded }) => (await import("./record.ts")).benchRecord(recorded),
};

const lengthOptions = {
  rounds: { type: "string", default: "100" },
  pushes: { type: "string", default: "5000" },
  repositories: { type: "string", default: "500" },
  kills: { type: "string", default: "10" },
  recorded: { type: "string", default: "1000000" },
} as const;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "boolean", default: false },
    ...lengthOptions,
  },
});
const length: Length = {
  rounds: Number(values.rounds),
  pushes: Number(values.pushes),
  repositories: Number(values.repositories),
  kills: Number(values.kills),
  recorded: Number(values.recorded),
};
const unknown = positionals.filter((name) => !(name in parts) && !(name in soaks));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(", ")}. Parts: ${[...Object.keys(parts), ...Object.keys(soaks)].join(", ")}.`,
  );
  process.exit(2);
}

if (values.rows) await printRows(positionals);
else {
  const [cpu] = cpus();
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpu?.model ?? "unknown processor"}, ${gigabytes(totalmem())} GB\n`,
  );
  console.log("| what | baseline | measured | target | |\n|---|---|---|---|---|");
  // Each part has its own process: memory left by one would slow down the next.
  for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
    const { status } = spawnSync(
      process.execPath,
      [
        import.meta.filename,
        "--rows",
        ...Object.entries(length).flatMap(([option, value]) => [`--${option}`, String(value)]),
        name,
      ],
      { stdio: "inherit" },
    );
    if (status !== 0) process.exitCode = 1;
  }
}

async function printRows(names: readonly string[]): Promise<void> {
  for (const name of names) {
    for (const row of (await (soaks[name]?.(length) ?? parts[name]?.(length))) ?? []) {
      // Some figures have no target: they are for comparing settings.
      const target = Number.isFinite(row.target)
        ? `${row.target} ${row.unit} | ${row.value <= row.target ? "reached" : "**missed**"}`
        : "| ";
      console.log(`| ${row.name} | ${row.baseline} | ${figure(row)} | ${target} |`);
    }
  }
}

function figure(row: BenchRow): string {
  return `${Number.isInteger(row.value) ? row.value : row.value.toPrecision(3)} ${row.unit}`;
}

function gigabytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(0);
}
