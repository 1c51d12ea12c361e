import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const commits = 20_000;
const bytes = 1_000_000_000;
const commitsInRow = 50;

/**
 * A packed repository to measure on: the one that KEYHAWK_BENCH_REPOSITORY names, else a generated one of 20,000
 * commits and 1 GB of blobs, kept in the temporary folder for the next run.
 */
export async function benchRepository(): Promise<string> {
  const named = process.env.KEYHAWK_BENCH_REPOSITORY;
  if (named !== undefined && named !== "") return named;
  const path = join(tmpdir(), "keyhawk-bench-history-2.git");
  if (!existsSync(path)) await generate(path);
  return path;
}

/** Files of real text that grow and change by a few lines with every commit, as source does. */
async function generate(path: string): Promise<void> {
  const building = `${path}.${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building);
  spawnSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", building], { stdio: "inherit" });
  const child = spawn("git", ["fast-import", "--quiet", "--depth=50"], {
    cwd: building,
    stdio: ["pipe", "ignore", "inherit"],
  });
  const random = generator(1);
  const files = sourceLines(40, bytes / commits);
  for (let commit = 1; commit <= commits; commit++) {
    // Runs of commits to one file: fast-import stores a blob as a delta of the one before.
    const file = Math.floor(commit / commitsInRow) % files.length;
    const lines = files[file] ?? [];
    for (let edit = 0; edit < 3; edit++) {
      const at = Math.floor(random() * lines.length);
      lines[at] =
        `  const value${commit}_${edit} = ${Math.floor(random() * 1e9)}; // ${lines[at]?.trim().slice(0, 40) ?? ""}`;
    }
    const content = lines.join("\n");
    const message = `Change ${commit}`;
    const text =
      `commit refs/heads/main\ncommitter A <a@example.com> ${1_700_000_000 + commit} +0000\n` +
      `data ${message.length}\n${message}\nM 100644 inline src/file${file}.ts\ndata ${Buffer.byteLength(content)}\n${content}\n`;
    if (!child.stdin.write(text)) await once(child.stdin, "drain");
  }
  child.stdin.end();
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("git fast-import failed");
  renameSync(building, path);
}

/** Lines of the TypeScript declarations at hand, cut into files of one size. */
function sourceLines(count: number, size: number): string[][] {
  const folder = new URL("../node_modules/@types/node/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".d.ts"));
  const text = names.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * (text.length - size)) / count);
    return text.slice(from, from + size).split("\n");
  });
}

/** Numbers from 0 to 1 that look random, the same in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
