import { Failure } from "../../failure.ts";
import { GitError, git } from "./git.ts";

/** Throws a `Failure` that says what git says of a pathspec that it refuses, such as one outside of the repository. */
export function requirePathspecs(directory: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  try {
    // It reads its pathspecs, and no commit.
    git(directory, ["diff-tree", "--stdin", "--", ...paths], "");
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new Failure("usage", `Git does not take these paths: ${error.said.replace(/^fatal: /, "")}`, {
      cause: error,
    });
  }
}
