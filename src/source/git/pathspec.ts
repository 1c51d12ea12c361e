import { Failure } from "../../failure.ts";
import { askGit, git } from "./git.ts";
import { GitError } from "./git-error.ts";

/** Throws a `Failure` with git's message about a pathspec that it rejects, such as one outside the repository. */
export function requirePathspecs(directory: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  try {
    // It parses the pathspecs but reads no commit.
    git(directory, ["diff-tree", "--stdin", "--", ...paths], "");
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new Failure("usage", `Git does not take these paths: ${error.said.replace(/^fatal: /, "")}`, {
      cause: error,
    });
  }
}

/** True when a commit that a ref or HEAD reaches changes something at the paths. */
export function isInHistory(directory: string, paths: readonly string[]): boolean {
  return askGit(directory, ["rev-list", "--max-count=1", "--all", "--", ...paths]) !== "";
}
