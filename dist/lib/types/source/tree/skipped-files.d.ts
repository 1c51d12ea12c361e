import type { SourceItem } from "../source.js";
import { type Tree } from "./walk.js";
/**
 * The files that git holds in the index and leaves out of the work tree, as in a sparse checkout, from their blobs. One
 * that is in the work tree all the same was read there.
 * @param archiveBytes size up to which an archive is opened
 */
export declare function skippedFiles(tree: Tree, archiveBytes: number): AsyncGenerator<SourceItem>;
