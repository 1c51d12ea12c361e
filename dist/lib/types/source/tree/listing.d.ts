import { type Tree, type TreeEntry, type TreeFolder } from "./walk.js";
/** True when the repository around a folder ignores it. */
export declare function isIgnored(root: string): boolean;
/**
 * The files listed by git in a repository, or in one nested in the tree.
 * @param prefix folder of the repository inside the root, with a final `/`, or empty
 */
export declare function listedByGit(tree: Tree, prefix: string): Generator<TreeEntry>;
/** A submodule, or another repository inside the tree: its own ignore rules apply. */
export declare function nested(tree: Tree, folder: TreeFolder): Generator<TreeEntry>;
