import { type BinaryChange } from "./binary.js";
import { type Lines } from "./lines.js";
/** The new side of one hunk of a unified diff. */
export interface Hunk {
    /** Line of the new file, from 1, on which `bytes` starts; 0 when the new side is empty. */
    readonly firstLine: number;
    /** Context and added lines with their line ends, as they stand in the new file. */
    readonly bytes: Uint8Array;
    /** Line numbers of the new file that the hunk adds. */
    readonly added: ReadonlySet<number>;
}
/** What a diff says about one file. */
export interface FileDiff {
    /** Null for a new file. */
    readonly oldPath: string | null;
    /** Null for a deleted file. */
    readonly newPath: string | null;
    /** Blob ids as the `index` line gives them, possibly abbreviated; null without one. */
    readonly oldId: string | null;
    readonly newId: string | null;
    /** Octal mode of the new side, e.g. `100644`; null when the diff does not tell. */
    readonly mode: string | null;
    readonly hunks: readonly Hunk[];
    /** Null when the change is text, or no change of content. */
    readonly binary: BinaryChange | null;
}
/** The text is no diff as git writes it. */
export declare class MalformedDiff extends Error {
    readonly name = "MalformedDiff";
}
/**
 * Reads a whole `git diff`. Null when anything in it is not what git writes: hunks are delimited by their counts,
 * never by how a line looks. Binary literals are inflated up to `maximumBytes` each.
 */
export declare function parseDiff(bytes: Uint8Array, maximumBytes: number): FileDiff[] | null;
/** Reads hunks without a file header, as `patch` in GitHub's lists of files. Null when they are malformed or cut off. */
export declare function parseHunks(bytes: Uint8Array): Hunk[] | null;
/** Reads file after file and leaves `lines` on the first line that belongs to none. Throws {@link MalformedDiff}. */
export declare function readFileDiffs(lines: Lines, maximumBytes: number): FileDiff[];
