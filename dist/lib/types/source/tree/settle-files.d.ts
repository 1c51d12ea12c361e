/** A file of a tree as listed, before it is read. */
export interface TreeFile {
    /** Path in the tree, `/` between segments. */
    readonly path: string;
    /** The full name to open as bytes when it is not UTF-8; otherwise null, and the path below the root is used. */
    readonly raw: Uint8Array | null;
}
/** The result for some files. */
export interface Settled {
    /** Files that contain nothing, and their bytes. */
    readonly documents: number;
    readonly bytes: number;
    /** Ascending indexes of the files to examine closely: they may contain something, or are not regular files. */
    readonly open: readonly number[];
}
/**
 * Reads files and counts those in which a scan would find nothing, without retaining their content. Never follows a
 * symbolic link, never waits on a fifo or device, and never throws: unreadable files remain open.
 * @param root folder, with a final separator
 */
export declare function settleFiles(root: string, files: readonly TreeFile[]): Settled;
/**
 * The path to open for a file.
 * @param root folder, with a final separator
 */
export declare function nameOf(root: string, { path, raw }: TreeFile): string | Buffer;
