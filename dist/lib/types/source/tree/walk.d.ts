import type { SourceItem } from "../source.js";
import { type TreeFile } from "./settle-files.js";
/** A listed file. One that git tracks may have been deleted since; one from a folder listing existed. */
export interface ListedFile extends TreeFile {
    readonly listedBy: "git" | "folder";
}
/** A folder of a tree. Its `path`, and its `raw` where it has one, end in `/`; the root's path is empty. */
export type TreeFolder = TreeFile;
/** An item of a listing: a file that is not yet read, or a result that needs no reading. */
export type TreeEntry = ListedFile | SourceItem;
/** A tree while it is listed. */
export interface Tree {
    readonly root: string;
    readonly realRoot: string;
    /** Files that git lists more than once, as it does during a merge. */
    readonly seen: Set<string>;
    /** Files that are in the index but need not be in the work tree, by their repository's path below the root. */
    readonly skipped: Map<string, string[]>;
}
/** Every file below a folder, regardless of ignore rules, except in git's own folders. */
export declare function walk(tree: Tree, start: TreeFolder): Generator<TreeEntry>;
/** The scan's own repository is not listed: whoever wants its history asks for it. */
export declare function nestedHistory(path: string): SourceItem;
/** A file that turned out to be a folder. */
export declare function folderOf({ path, raw }: TreeFile): TreeFolder;
/** A link's target path is content stored by git; the file it points to is scanned at its own path. */
export declare function link(tree: Tree, file: TreeFile): Generator<SourceItem>;
/** What is at a path, without following a link. */
export declare function kindOf(path: string | Buffer): "folder" | "link" | "absent" | "other";
