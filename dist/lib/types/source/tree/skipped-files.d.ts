import type { SourceItem } from "../source.js";
import { type Tree } from "./walk.js";
/**
 * The files in the index that git omits from the work tree, as in a sparse checkout, read from their blobs. One
 * that is in the work tree all the same was read there.
 * @param archiveBytes size up to which an archive is opened
 */
export declare function skippedFiles(tree: Tree, archiveBytes: number): AsyncGenerator<SourceItem>;
