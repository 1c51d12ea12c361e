import type { MessagePort } from "node:worker_threads";
import type { Settled, TreeFile } from "./settle-files.js";
/** Work for the thread, and its result. One string is transferred several times faster than many objects. */
export interface TreeOrder {
    readonly number: number;
    /** Paths of the files, with a zero byte between them. */
    readonly paths: string;
    /** The `raw` of those files that have one. */
    readonly raw: readonly (Uint8Array | null)[] | null;
}
export interface TreeAnswer {
    readonly number: number;
    readonly settled: Settled;
}
/** An order for one or more files. */
export declare function orderOf(number: number, files: readonly TreeFile[]): TreeOrder;
/** The files from which {@link orderOf} made the order. */
export declare function filesOf({ paths, raw }: TreeOrder): TreeFile[];
/** What both threads know from the start. */
export interface TreeThreadData {
    /** Folder of the tree, with a final separator. */
    readonly root: string;
    readonly port: MessagePort;
    /** For each pending order, by its number modulo the length: 1 when a thread has started it. */
    readonly begun: Int32Array;
}
/** True for the thread that may start an order: the first one to ask. */
export declare function begin(begun: Int32Array, number: number): boolean;
