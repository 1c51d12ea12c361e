import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";
import { run } from "./commands.ts";
import { hasCommand } from "./debian-package.ts";
import { type BenchRow, median } from "./row.ts";

const rounds = 11;
const files = 12_000;

/** A whole scan of a tree, including process start, compared with ripgrep searching for one word in the same files. */
export async function benchTree(): Promise<BenchRow[]> {
  if (!hasCommand("rg", { debian: "ripgrep", measures: "the scan of a work tree" })) return [];
  const script = await bundle("./tree-run.ts");
  const rows: BenchRow[] = [];
  for (const tree of benchTrees()) rows.push(await benchOne(tree, script));
  return rows;
}

async function benchOne({ name, tree }: BenchTree, script: string): Promise<BenchRow> {
  const scan = () => run(process.execPath, [script, tree], { output: "keep" });
  // Ripgrep exits with 1 when it finds nothing.
  const search = () => run("rg", ["-uuu", "-c", "BlbkFJ", tree], { output: "discard", codes: [0, 1] });
  await search();
  const warm = JSON.parse((await scan()).output) as { bytes: number; documents: number };
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const rg = await search();
    const ours = await scan();
    ratios.push(ours.seconds / rg.seconds);
  }
  const size = `${warm.documents.toLocaleString("en")} files, ${(warm.bytes / 1e6).toFixed(0)} MB`;
  return {
    name: `scan of a work tree: ${name} (${size})`,
    baseline: "rg -uuu -c BlbkFJ",
    value: median(ratios),
    unit: "x",
    target: 1.2,
  };
}

interface BenchTree {
  readonly name: string;
  readonly tree: string;
}

/**
 * The tree that KEYHAWK_BENCH_TREE names; else this project's own dependencies, where most bytes are in large files,
 * and a generated tree of small ones; both are reused by the next run.
 */
function benchTrees(): readonly BenchTree[] {
  const named = process.env.KEYHAWK_BENCH_TREE;
  if (named !== undefined && named !== "") return [{ name: "the one named", tree: named }];
  const path = join(tmpdir(), "keyhawk-bench-tree");
  if (!existsSync(path)) generate(path);
  return [
    { name: "our own dependencies", tree: copyOfDependencies() },
    { name: "small files of source text", tree: path },
  ];
}

/** Only the packages: tools store caches next to them, and those of the tests contain this project's anchors. */
function copyOfDependencies(): string {
  const lock = readFileSync(new URL("../package-lock.json", import.meta.url));
  const version = createHash("sha256").update(lock).digest("hex").slice(0, 12);
  const path = join(tmpdir(), `keyhawk-bench-dependencies-${version}`);
  if (existsSync(path)) return path;
  const building = `${path}.${process.pid}`;
  const from = fileURLToPath(new URL("../node_modules", import.meta.url));
  for (const name of readdirSync(from)) {
    if (!name.startsWith(".")) cpSync(join(from, name), join(building, name), { recursive: true, dereference: false });
  }
  renameSync(building, path);
  return path;
}

/** Source files of all sizes, made from installed declarations: mostly small ones, a few large. */
function generate(path: string): void {
  const building = `${path}.${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  const folder = new URL("../node_modules/@types/node/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".d.ts"));
  const text = Buffer.concat(names.map((name) => readFileSync(new URL(name, folder))));
  for (let file = 0; file < files; file++) {
    const parent = join(building, `package${file % 40}`, `folder${file % 400}`);
    mkdirSync(parent, { recursive: true });
    const size = file % 100 === 0 ? 400_000 : 500 + ((file * 7919) % 16_000);
    const from = (file * 104_729) % (text.length - size);
    writeFileSync(join(parent, `file${file}.ts`), text.subarray(from, from + size));
  }
  renameSync(building, path);
}
