import { statSync } from "node:fs";
import { Failure } from "../../failure.ts";

/** Git failed; the message quotes its error. */
export class GitError extends Failure {
  readonly said: string;

  constructor(said: string) {
    super("incomplete", `Git could not read the repository, so the scan is not complete. It says: ${said}`);
    this.said = said;
  }
}

/** The failure of a process that did not run. */
export function gitError(error: unknown, directory: string): Failure {
  if (!(error instanceof Error)) return new GitError(String(error));
  if ("code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
    return statSync(directory, { throwIfNoEntry: false })?.isDirectory() ? new MissingGit() : missingFolder(directory);
  }
  return new GitError(error.message);
}

/** A user interrupted git: not an error of git that callers may handle and continue. */
export class Interruption extends Failure {
  constructor() {
    super("incomplete", "The scan was interrupted.");
  }
}

/** Git is not installed. */
export class MissingGit extends Failure {
  constructor() {
    super("usage", "Keyhawk reads repositories through git, which was not found: install git and run again.");
  }
}

function missingFolder(directory: string): Failure {
  return new Failure("usage", `${directory} is not a folder: name a checkout or a bare repository.`);
}
