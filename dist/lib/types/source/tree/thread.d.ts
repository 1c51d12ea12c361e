import type { Settled, TreeFile } from "./settle-files.js";
/** Files handed over, and the callback for their result. */
export interface Order {
    readonly files: readonly TreeFile[];
    done(settled: Settled): void;
}
/** A second thread that settles files. */
export interface TreeThread {
    /**
     * Hands files over; false when there are none or the thread has enough to do. `done` is called during a later call.
     */
    give(files: readonly TreeFile[], done: (settled: Settled) => void): boolean;
    /** Returns the last order that the thread has not started, or null; may call `done` of others first. */
    takeBack(): Order | null;
    /** Resolves when every order was answered or returned, or the thread has exited early. */
    finish(): Promise<void>;
    /** Ends the thread. */
    close(): Promise<void>;
}
/** Null when there is only one core, or no script to run. */
export declare function startTreeThread(root: string): TreeThread | null;
