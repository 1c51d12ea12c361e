import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { run } from "./commands.ts";
import { hasCommand } from "./debian-package.ts";
import { sourceLines } from "./generated-text.ts";
import { type BenchRow, median } from "./row.ts";

const rounds = 5;
const archives = 200;
const members = 40;
const memberBytes = 8_000;

/** Archives of each folder, by the end of their names. */
const trees = [
  { name: "zip", endings: [".zip"] },
  { name: "tar.gz, tar.xz, tar.bz2 and 7z", endings: [".tar.gz", ".tar.xz", ".tar.bz2", ".7z"] },
] as const;

/** A whole scan of a folder of archives, compared with programs that print all of the same members. */
export async function benchArchives(): Promise<BenchRow[]> {
  const measures = `the scan of ${archives} archives`;
  if (!hasCommand("bsdtar", { debian: "libarchive-tools", measures })) return [];
  const script = await bundle("./tree-run.ts");
  const rows: BenchRow[] = [];
  for (const { name, endings } of trees) {
    const tree = treeOf(endings);
    const baselines = ['bsdtar -xOf "$file"'];
    if (name === "zip" && hasCommand("unzip", { debian: "unzip", measures })) baselines.push('unzip -p "$file"');
    for (const baseline of baselines) rows.push(await compare(name, tree, baseline, script));
  }
  return rows;
}

async function compare(name: string, tree: string, baseline: string, script: string): Promise<BenchRow> {
  const scan = () => run(process.execPath, [script, tree], { output: "keep" });
  const print = () => run("sh", ["-ec", `for file in "$1"/*; do ${baseline}; done`, "sh", tree], { output: "discard" });
  await print();
  const { bytes, notScanned } = JSON.parse((await scan()).output) as { bytes: number; notScanned: number };
  if (notScanned > 0) throw new Error(`${notScanned} archives in ${tree} were not scanned.`);
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const printed = await print();
    ratios.push((await scan()).seconds / printed.seconds);
  }
  return {
    name: `scan of ${archives} archives (${name}; ${(bytes / 1e6).toFixed(0)} MB in ${archives * members} files)`,
    baseline: `${baseline} > /dev/null, for each`,
    value: median(ratios),
    unit: "x",
    target: 1.2,
  };
}

/** A folder of archives, made once; bsdtar writes every format. */
function treeOf(endings: readonly string[]): string {
  const path = join(tmpdir(), `keyhawk-bench-archives${endings.join("")}`);
  if (existsSync(path)) return path;
  const building = mkdtempSync(`${path}-`);
  const texts = sourceLines(archives * members, memberBytes);
  for (let archive = 0; archive < archives; archive++) {
    const source = mkdtempSync(join(tmpdir(), "keyhawk-bench-members-"));
    mkdirSync(join(source, "src"));
    for (let member = 0; member < members; member++) {
      const lines = texts[archive * members + member] ?? [];
      writeFileSync(join(source, "src", `file${member}.ts`), lines.join("\n"));
    }
    const target = join(building, `archive${archive}${endings[archive % endings.length]}`);
    execFileSync("bsdtar", ["-a", "-cf", target, "-C", source, "src"]);
    rmSync(source, { recursive: true });
  }
  renameSync(building, path);
  return path;
}
