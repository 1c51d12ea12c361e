import type { Address } from "../document.js";
import type { SourceItem } from "../source.js";
import { type Repository } from "./repository.js";
/** One file written by a change. */
export interface ChangedBlob {
    readonly address: Address;
    /** Octal mode of the new side. */
    readonly mode: string;
    readonly id: string;
    /**
     * The blobs it replaces, one for each parent that has the file; a line counts as added when none of them contains it.
     */
    readonly replaced: readonly string[];
}
/**
 * The new contents of changed files, in the given order. Only added lines count; they are requested when something was
 * found in the file, using the same diff that a person would read.
 * @param archiveBytes largest archive that is opened
 */
export declare function changedBlobs(repository: Repository, changes: readonly ChangedBlob[], archiveBytes: number): AsyncGenerator<SourceItem>;
/** Line numbers of added lines according to the hunk headers of a diff without context. */
export declare function linesOfDiff(diff: Buffer): ReadonlySet<number>;
