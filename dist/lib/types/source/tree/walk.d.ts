import type { SourceItem } from "../source.js";
import { type TreeFile } from "./settle-files.js";
/** A file as it is listed. One that git tracks may be deleted by now; one that its folder lists was there. */
export interface ListedFile extends TreeFile {
    readonly listedBy: "git" | "folder";
}
/** A folder of a tree. Its `path`, and its `raw` where it has one, end in `/`; the root's path is empty. */
export type TreeFolder = TreeFile;
/** What a listing yields: a file, about which nothing is known yet, or what can be said without reading one. */
export type TreeEntry = ListedFile | SourceItem;
/** A tree while it is listed. */
export interface Tree {
    readonly root: string;
    readonly realRoot: string;
    /** Files that git lists more than once, as it does in the middle of a merge. */
    readonly seen: Set<string>;
    /** Files that the index holds and the work tree need not have, by their repository's folder inside the root. */
    readonly skipped: Map<string, string[]>;
}
/** Every file below a folder, whatever any rules say, but for git's own folders. */
export declare function walk(tree: Tree, start: TreeFolder): Generator<TreeEntry>;
/** A file that has turned out to be a folder. */
export declare function folderOf({ path, raw }: TreeFile): TreeFolder;
/** A link's own text is content that git keeps; what it points at counts where it stands. */
export declare function link(tree: Tree, file: TreeFile): Generator<SourceItem>;
/** What stands at a path, without following a link. */
export declare function kindOf(path: string | Buffer): "folder" | "link" | "absent" | "other";
