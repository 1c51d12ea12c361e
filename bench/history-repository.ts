import { importedRepository } from "./import-repository.ts";
import { sourceHistory } from "./source-history.ts";

const commits = 20_000;
const bytes = 1_000_000_000;

/**
 * A packed repository without findings: the one that KEYHAWK_BENCH_REPOSITORY names, else a generated one
 * of 20,000 commits and 1 GB of blobs.
 */
export async function benchRepository(): Promise<string> {
  const named = process.env.KEYHAWK_BENCH_REPOSITORY;
  if (named !== undefined && named !== "") return named;
  const history = () => sourceHistory({ seed: 1, commits, fileBytes: bytes / commits, edits: 3 });
  return importedRepository("keyhawk-bench-history-3.git", history, "as imported");
}
