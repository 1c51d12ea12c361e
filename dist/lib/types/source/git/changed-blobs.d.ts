import type { Address } from "../document.js";
import type { SourceItem } from "../source.js";
/** One file that a change has written. */
export interface ChangedBlob {
    readonly address: Address;
    /** Octal mode of the new side. */
    readonly mode: string;
    readonly id: string;
    /** The blobs that it replaces, one for each parent that has the file; a line counts when it is in none of them. */
    readonly replaced: readonly string[];
}
/**
 * The new contents of changed files, read in the order given. Only added lines count; they are asked for when
 * something was found in the file, by the same diff that a person would read.
 * @param archiveBytes size up to which an archive is opened
 */
export declare function changedBlobs(directory: string, changes: readonly ChangedBlob[], archiveBytes: number): AsyncGenerator<SourceItem>;
/** Line numbers that the hunk headers of a diff without context name as added. */
export declare function linesOfDiff(diff: Buffer): ReadonlySet<number>;
