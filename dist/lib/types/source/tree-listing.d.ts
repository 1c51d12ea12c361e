import type { TreeFile } from "./settle-files.js";
import type { SourceItem } from "./source.js";
/** What a listing yields: a file, about which nothing is known yet, or what can be said without reading one. */
export type TreeEntry = TreeFile | SourceItem;
/** A tree while it is listed. */
export interface Tree {
    readonly root: string;
    readonly realRoot: string;
    /** Files that git lists more than once, as it does in the middle of a merge. */
    readonly seen: Set<string>;
}
/** True when the repository around a folder leaves it out. */
export declare function isIgnored(root: string): boolean;
/**
 * The files that git lists in a repository, or in one inside the tree.
 * @param prefix folder of the repository inside the root, with a final `/`, or empty
 */
export declare function listedByGit(tree: Tree, prefix: string): Generator<TreeEntry>;
/** A submodule, or another repository inside the tree: its own rules apply in it. */
export declare function nested(tree: Tree, path: string): Generator<TreeEntry>;
/** Every file below a folder, whatever any rules say, but for git's own folders. */
export declare function walk(tree: Tree, prefix: string): Generator<TreeEntry>;
/** A link's own text is content that git keeps; what it points at counts where it stands. */
export declare function link(tree: Tree, path: string): Generator<SourceItem>;
/** What stands at a path, without following a link. */
export declare function kindOf(path: string | Buffer): "folder" | "link" | "absent" | "other";
