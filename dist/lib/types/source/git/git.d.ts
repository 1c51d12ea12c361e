import type { Readable, Writable } from "node:stream";
import { Failure } from "../../failure.js";
/** Ends what git is doing, when a person ends the scan: whoever waits for it gets a `Failure`, and does not go on. */
export declare function interruptGit(): void;
/** Runs git and returns what it prints. Throws {@link GitError}. */
export declare function git(directory: string, args: readonly string[], input?: string): Buffer;
/** As {@link git}, with what git says on standard error though it succeeds. */
export declare function gitWithWarnings(directory: string, args: readonly string[], input?: string): {
    readonly output: Buffer;
    readonly warnings: string;
};
/** As {@link git}, as text without the last line end; null when git reports an error. */
export declare function askGit(directory: string, args: readonly string[]): string | null;
/** Git refused; the message holds its own words. */
export declare class GitError extends Failure {
    readonly said: string;
    constructor(said: string);
}
/** A person ended what git was doing: not an error of git, behind which somebody would go on. */
export declare class Interruption extends Failure {
    constructor();
}
/** There is no git on this machine. */
export declare class MissingGit extends Failure {
    constructor();
}
/** A running git whose output is read as it comes. */
export interface RunningGit {
    readonly input: Writable;
    readonly output: Readable;
    /** Resolves when git has ended well; rejects with {@link GitError}. Wait for it after the output has ended. */
    readonly ended: Promise<void>;
    /** Ends git early; `ended` then resolves. */
    stop(): void;
}
/** Starts git without waiting for it. */
export declare function startGit(directory: string, args: readonly string[]): RunningGit;
