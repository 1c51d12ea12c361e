import type { SourceItem } from "../source.js";
import type { ListedFile, TreeEntry } from "./walk.js";
/** How the files of a tree are read. */
export interface TreeReading {
    /** Folder of the tree, with a final separator. */
    readonly root: string;
    /** Threads; by default as many as are worth it. */
    readonly threads?: 1 | 2;
    /** The items of a file in which there may be something, or which is no plain file. */
    open(file: ListedFile): AsyncGenerator<SourceItem>;
}
/**
 * Everything that a listing names, in its order. Files in which there is nothing are only counted; in a large tree
 * two threads look for those.
 */
export declare function readTree(entries: Iterable<TreeEntry>, reading: TreeReading): AsyncGenerator<SourceItem>;
