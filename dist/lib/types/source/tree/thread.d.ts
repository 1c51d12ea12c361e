import type { Settled, TreeFile } from "./settle-files.js";
/** Files that were handed over, and what to call once they are settled. */
export interface Order {
    readonly files: readonly TreeFile[];
    done(settled: Settled): void;
}
/** A second thread that settles files. */
export interface TreeThread {
    /** Hands files over, unless there are none or the thread has enough to do; false then. `done` is called during a later call. */
    give(files: readonly TreeFile[], done: (settled: Settled) => void): boolean;
    /** Hands back the last order that the thread has not begun, or null; `done` of the others may be called before. */
    takeBack(): Order | null;
    /** Resolves when every order was answered or handed back, or the thread has ended early. */
    finish(): Promise<void>;
    /** Ends the thread. */
    close(): Promise<void>;
}
/** Null where there is one core only, or no file to run. */
export declare function startTreeThread(root: string): TreeThread | null;
