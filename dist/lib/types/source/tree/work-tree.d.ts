import type { SourceItem } from "../source.js";
export interface WorkTreeOptions {
    /** `tracked-and-untracked`: without ignored files. `all`: with ignored files; never git's own folder. */
    readonly files: "tracked-and-untracked" | "all";
    /** Bytes of a file read at once; a larger file is read in windows, and not opened when it is an archive. */
    readonly wholeBytes: number;
    /** Threads that read a large tree; by default as many as are worthwhile. */
    readonly threads?: 1 | 2;
    /** Called with a sentence when git refuses to list the files, so that all of them are scanned. */
    readonly tell?: (sentence: string) => void;
}
/**
 * The files of a folder, or one file. In a git repository git itself says which files count; elsewhere all do.
 * A symbolic link is not followed: its target counts when it is in the tree itself, and is a coverage line otherwise.
 * Throws a `Failure` when there is nothing at `path`.
 */
export declare function workTree(path: string, options: WorkTreeOptions): AsyncGenerator<SourceItem>;
