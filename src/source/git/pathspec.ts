import { Failure } from "../../failure.ts";
import { GitError, git } from "./git.ts";

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
