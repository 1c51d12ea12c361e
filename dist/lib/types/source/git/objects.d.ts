import { type RunningGit } from "./git.js";
export type ObjectType = "blob" | "commit" | "tag" | "tree";
/** One object as printed by `git cat-file --batch`. */
export type GitObject = {
    readonly state: "whole";
    readonly id: string;
    readonly type: ObjectType;
    readonly bytes: Buffer;
}
/** A part of an object that is too large to hold; parts come in order, and `last` marks the final one. */
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
/** Git cannot read it; if parts of it came before, no more will follow. */
 | {
    readonly state: "damaged";
    readonly id: string;
};
/** Objects up to this size are returned whole. */
export declare const wholeBytes: number;
/**
 * The objects as git prints them; what `readObjects` says of order, memory and damage holds.
 * @param archiveBytes blobs up to this size that may be archives are returned whole, since parts cannot be opened
 */
export declare function printedObjects(directory: string, ids: readonly string[], archiveBytes: number): AsyncGenerator<GitObject[]>;
/** Writes lines to git's input as fast as it accepts them, then closes it. */
export declare function writeLines({ input }: RunningGit, lines: Iterable<string>): Promise<void>;
/**
 * Parses output of `git cat-file --batch` in pieces of any size; returns the objects that each piece completes.
 * @param archiveBytes as for {@link printedObjects}
 */
export declare function createObjectParser(archiveBytes?: number): (chunk: Buffer) => GitObject[];
