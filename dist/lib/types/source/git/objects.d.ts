import { type RunningGit } from "./git.js";
export type ObjectType = "blob" | "commit" | "tag" | "tree";
/** One object as `git cat-file --batch` gives it. */
export type GitObject = {
    readonly state: "whole";
    readonly id: string;
    readonly type: ObjectType;
    readonly bytes: Buffer;
}
/** A part of an object that is too large to hold, in order; `last` closes it. */
 | {
    readonly state: "part";
    readonly id: string;
    readonly type: ObjectType;
    readonly bytes: Buffer;
    readonly first: boolean;
    readonly last: boolean;
} | {
    readonly state: "missing";
    readonly id: string;
}
/** Git cannot read it; when parts of it came before, no more will follow. */
 | {
    readonly state: "damaged";
    readonly id: string;
};
/** Objects up to this size come whole. */
export declare const wholeBytes: number;
/**
 * Reads objects by id, in the order of the ids, in bounded memory. Yields runs of objects; their bytes are valid as
 * long as they are referenced. Objects that are missing or damaged are named, and do not hide what comes after them.
 * Throws a `Failure` when too many are damaged.
 * @param archiveBytes blobs up to this size come whole where they may be archives, which cannot be opened in parts
 */
export declare function readObjects(directory: string, ids: readonly string[], archiveBytes?: number): AsyncGenerator<GitObject[]>;
/** Writes lines to git's input as fast as it takes them, and closes it. */
export declare function writeLines({ input }: RunningGit, lines: Iterable<string>): Promise<void>;
/**
 * Takes output of `git cat-file --batch` in pieces of any size; returns the objects that each completes.
 * @param archiveBytes as {@link readObjects} takes it
 */
export declare function createObjectParser(archiveBytes?: number): (chunk: Buffer) => GitObject[];
