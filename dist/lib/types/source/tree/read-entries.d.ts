import type { SourceItem } from "../source.js";
import type { ListedFile, TreeEntry } from "./walk.js";
/** How the files of a tree are read. */
export interface TreeReading {
    /** Folder of the tree, with a final separator. */
    readonly root: string;
    /** Number of threads; by default as many as are worthwhile. */
    readonly threads?: 1 | 2;
    /** The items of a file that may contain something, or is not a regular file. */
    open(file: ListedFile): AsyncGenerator<SourceItem>;
}
/**
 * Everything in a listing, in order. Files that contain nothing are only counted; in a large tree two threads look for
 * those.
 */
export declare function readTree(entries: Iterable<TreeEntry>, reading: TreeReading): AsyncGenerator<SourceItem>;
