/** A file of a tree, as it is listed before anything is known about it. */
export interface TreeFile {
    /** Path in the tree, `/` between segments. */
    readonly path: string;
    /** The full name to open, as bytes, where it is no UTF-8; else null: it is the path below the tree's root. */
    readonly raw: Uint8Array | null;
}
/** What became of some files. */
export interface Settled {
    /** Files in which there is nothing to find, and their bytes. */
    readonly documents: number;
    readonly bytes: number;
    /** Indexes, in order, of the files that must be looked at properly: something is in them, or they are no plain files. */
    readonly open: readonly number[];
}
/**
 * Reads files and counts those that a scan would find nothing in; nothing is kept of any. Never follows a symbolic
 * link, never waits on a fifo or device, and never throws: what cannot be read stays open.
 * @param root folder, with a final separator
 */
export declare function settleFiles(root: string, files: readonly TreeFile[]): Settled;
/**
 * What to open for a file.
 * @param root folder, with a final separator
 */
export declare function nameOf(root: string, { path, raw }: TreeFile): string | Buffer;
