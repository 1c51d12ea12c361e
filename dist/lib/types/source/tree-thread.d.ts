import type { Settled, TreeFile } from "./settle-files.js";
/** Work for the thread, and its answer. */
export interface TreeOrder {
    readonly number: number;
    readonly files: readonly TreeFile[];
}
export interface TreeAnswer {
    readonly number: number;
    readonly settled: Settled;
}
/** A second thread that settles files. */
export interface TreeThread {
    /** Hands files over, unless the thread has enough to do; false then. `done` is called during a later call. */
    give(files: readonly TreeFile[], done: (settled: Settled) => void): boolean;
    /** Resolves when every order was answered, or the thread has ended early. */
    finish(): Promise<void>;
    /** Ends the thread. */
    close(): Promise<void>;
}
/** Null where there is one core only, or no file to run. */
export declare function startTreeThread(root: string): TreeThread | null;
