import { generator, sourceLines } from "./generated-text.ts";
import { commitCommand, importedRepository } from "./import-repository.ts";

const commits = 20_000;
const bytes = 1_000_000_000;
const commitsInRow = 50;

/**
 * A packed repository without findings: the one that KEYHAWK_BENCH_REPOSITORY names, else a generated one
 * of 20,000 commits and 1 GB of blobs.
 */
export async function benchRepository(): Promise<string> {
  const named = process.env.KEYHAWK_BENCH_REPOSITORY;
  if (named !== undefined && named !== "") return named;
  return importedRepository("keyhawk-bench-history-3.git", cleanCommits, "as imported");
}

/** Files of real text that grow and change by a few lines with every commit, as source code does. */
function* cleanCommits(): Generator<string> {
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
    yield commitCommand({
      mark: commit,
      ref: "refs/heads/main",
      parents: commit === 1 ? [] : [commit - 1],
      files: new Map([[`src/file${file}.ts`, lines.join("\n")]]),
    });
  }
}
