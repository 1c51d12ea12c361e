import type { Readable, Writable } from "node:stream";
import { Failure } from "../../failure.js";
/** Stops all running git processes when a user interrupts the scan: callers waiting for them get a `Failure`. */
export declare function interruptGit(): void;
/** Runs git and returns what it prints. Throws {@link GitError}. */
export declare function git(directory: string, args: readonly string[], input?: string): Buffer;
/** As {@link git}, with git's standard error when it succeeds. */
export declare function gitWithWarnings(directory: string, args: readonly string[], input?: string): {
    readonly output: Buffer;
    readonly warnings: string;
};
/** As {@link git}, as text without the last line end; null when git reports an error. */
export declare function askGit(directory: string, args: readonly string[]): string | null;
/** Git failed; the message quotes its error. */
export declare class GitError extends Failure {
    readonly said: string;
    constructor(said: string);
}
/** A user interrupted git: not an error of git that callers may handle and continue. */
export declare class Interruption extends Failure {
    constructor();
}
/** Git is not installed. */
export declare class MissingGit extends Failure {
    constructor();
}
/** A running git whose output is read as a stream. */
export interface RunningGit {
    readonly input: Writable;
    readonly output: Readable;
    /** Resolves when git has exited successfully; rejects with {@link GitError}. Await it after the output has ended. */
    readonly ended: Promise<void>;
    /** Ends git early; `ended` then resolves. */
    stop(): void;
}
/** Starts git without waiting for it. */
export declare function startGit(directory: string, args: readonly string[], environment?: NodeJS.ProcessEnv): RunningGit;
