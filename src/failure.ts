/** What went wrong, for machines; the exit codes of the command line follow from it. */
export type FailureCode =
  | "usage" // the words of the call, an input of the workflow step
  | "configuration" // .github/keyhawk.yml, environment variables
  | "incomplete"; // the scan could not be completed

/**
 * An error whose message is a sentence for the user that says what to do.
 * Shells print only the message; any other error is a defect of Keyhawk.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** The documented exit code of the command line: 2 for bad usage or configuration, 3 for an incomplete scan. */
  get exitCode(): 2 | 3 {
    return this.code === "incomplete" ? 3 : 2;
  }
}
