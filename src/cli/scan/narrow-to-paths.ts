import type { ScanResult } from "../../scan.ts";
import { requirePathspecs } from "../../source/git/pathspec.ts";
import { treeDiffs } from "../../source/git/tree-diffs.ts";

/** A part of a commit; `path` is null for its message. */
interface Place {
  readonly path: string | null;
  readonly commit: string | null;
}

/**
 * A scan of a history, limited to paths as in `git log`: what commits changed there, and the messages of those commits.
 * Objects that no commit contains have no path. Throws a `Failure` before the scan when git rejects the paths.
 * @param paths pathspecs, relative to the folder
 */
export async function narrowToPaths(
  folder: string,
  paths: readonly string[],
  scan: () => Promise<ScanResult>,
): Promise<ScanResult> {
  requirePathspecs(folder, paths);
  const { findings, exposures, coverage } = await scan();
  const commits = [...findings.map(({ address }) => address), ...coverage.notScanned].flatMap(
    ({ commit }) => commit ?? [],
  );
  const isThere = await placesAt(folder, [...new Set(commits)], paths);
  return {
    findings: findings.filter(({ address }) => isThere(address)),
    exposures,
    coverage: {
      ...coverage,
      notScanned: coverage.notScanned.filter((line) => line.commit === null || isThere(line)),
    },
  };
}

async function placesAt(
  folder: string,
  commits: readonly string[],
  paths: readonly string[],
): Promise<(place: Place) => boolean> {
  const written = new Map<string, Set<string>>();
  const undetermined = new Set<string>();
  for await (const diff of treeDiffs(folder, commits, "each", paths)) {
    if (diff.type === "undetermined") for (const commit of diff.commits) undetermined.add(commit);
    else {
      const known = written.get(diff.commit) ?? new Set<string>();
      for (const { path } of diff.changes) known.add(path);
      written.set(diff.commit, known);
    }
  }
  return ({ commit, path }) => {
    if (commit === null) return false;
    if (undetermined.has(commit)) return true;
    const known = written.get(commit) ?? new Set<string>();
    return path === null ? known.size > 0 : known.has(path);
  };
}
