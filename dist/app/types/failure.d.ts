/** What went wrong, for machines; the exit codes of the command line follow from it. */
export type FailureCode = "usage" | "configuration" | "incomplete";
/**
 * An error whose message is a sentence for the user that says what to do.
 * Shells print only the message; any other error is a defect of Keyhawk.
 */
export declare class Failure extends Error {
    readonly name = "Failure";
    readonly code: FailureCode;
    constructor(code: FailureCode, message: string, options?: ErrorOptions);
    /** The documented exit code of the command line: 2 for bad usage or configuration, 3 for an incomplete scan. */
    get exitCode(): 2 | 3;
}
