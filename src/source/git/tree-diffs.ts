import type { NotScanned } from "../coverage.ts";
import { notScanned } from "../not-scanned.ts";
import { GitError } from "./git-error.ts";
import { createRawDiffParser, type RawCommit } from "./raw-diff.ts";
import { isPartial } from "./repository.ts";
import { startGit } from "./running-git.ts";
import { writeLines } from "./write-lines.ts";

/** The changes made by commits. */
export type TreeDiff =
  | ({ readonly type: "changes" } & RawCommit)
  /** Commits whose changes git cannot determine, since one of their trees or a parent's is missing or damaged. */
  | { readonly type: "undetermined"; readonly commits: readonly string[] };

/** Git exits at each commit that it cannot compare and is restarted after it, at most this often. */
const mostRestarts = 200;
/** The same in a clone that may have no trees at all. */
const mostRestartsPartial = 20;

/**
 * The changed paths of commits, in the given order. A commit may come in several pieces. An unreadable commit does not
 * hide the changes of others.
 * @param merges `combined`: only paths that differ from every parent, all parents in one; `each`: once for each parent
 * @param paths pathspecs, relative to the folder; none for all
 */
export async function* treeDiffs(
  directory: string,
  commits: readonly string[],
  merges: "combined" | "each",
  paths: readonly string[] = [],
): AsyncGenerator<TreeDiff> {
  let from = 0;
  /** The last commit that git printed before it exited: for a merge, its output may be incomplete. */
  let suspect: string | null = null;
  for (let restarts = 0; from < commits.length; restarts++) {
    let printed = 0;
    try {
      for await (const commit of printDiffs(directory, commits, from, merges, paths)) {
        if (suspect !== null) yield { type: "undetermined", commits: [suspect] };
        suspect = null;
        while (from + printed < commits.length && commits[from + printed - 1] !== commit.commit) printed += 1;
        yield { type: "changes", ...commit };
      }
      return;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      if (restarts === 0 && isPartial(directory)) restarts = mostRestarts - mostRestartsPartial;
      if (restarts === mostRestarts) {
        yield { type: "undetermined", commits: commits.slice(from) };
        return;
      }
      if (printed === 0) yield { type: "undetermined", commits: commits.slice(from, from + 1) };
      suspect = printed === 0 ? null : (commits[from + printed - 1] ?? null);
      from += Math.max(1, printed);
    }
  }
  if (suspect !== null) yield { type: "undetermined", commits: [suspect] };
}

/** Why the changes of some commits are unknown; null when there are none. */
export function undeterminedLine(directory: string, commits: readonly string[]): NotScanned | null {
  const [first, ...others] = commits;
  if (first === undefined) return null;
  const which = others.length === 0 ? `commit ${first}` : `${commits.length} commits, ${first} the first of them,`;
  const detail = `Git cannot tell which files ${which} changed, since a tree is missing or damaged.`;
  const reason = isPartial(directory) ? "partial-clone" : "unreadable";
  return notScanned(reason, detail, { commit: others.length === 0 ? first : null });
}

async function* printDiffs(
  directory: string,
  commits: readonly string[],
  from: number,
  merges: "combined" | "each",
  paths: readonly string[],
): AsyncGenerator<RawCommit> {
  // Every commit is printed, even one without changes, to show how far git got.
  const options = ["--stdin", "--always", "-r", merges === "each" ? "-m" : "-c", "--root", "--raw", "-z"];
  const running = startGit(directory, [
    "diff-tree",
    ...options,
    "--no-abbrev",
    "--no-renames",
    "--ignore-submodules=none",
    "--",
    ...paths,
  ]);
  const written = writeLines(running, tail(commits, from));
  const parser = createRawDiffParser();
  try {
    for await (const chunk of running.output as AsyncIterable<Buffer>) yield* parser.push(chunk);
    yield* parser.end();
    await written;
    await running.ended;
  } finally {
    running.stop();
  }
}

function* tail(ids: readonly string[], from: number): Generator<string> {
  for (let at = from; at < ids.length; at++) yield ids[at] ?? "";
}
