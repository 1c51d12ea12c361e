import { type Origin } from "../../source/patch/documents.js";
import type { SourceItem } from "../../source/source.js";
import { type ChangeReader } from "./change-reader.js";
/** One row of GitHub's lists of changed files. */
export interface FileRow {
    readonly filename: string;
    readonly status: string;
    /** Full id of the new blob, or of a submodule's commit; null where GitHub gives none. */
    readonly sha: string | null;
    readonly additions: number;
    readonly patch?: string | undefined;
    readonly previous_filename?: string | undefined;
}
/** What a row's changes are compared with. */
export interface RowContext {
    readonly origin: Origin;
    /** The commit that the rows are a diff against; null for a root commit. */
    readonly parent: string | null;
    /** Further parents of a merge: what stands in one of them is not of this commit. */
    readonly otherParents: readonly string[];
}
/**
 * The documents of a row: its hunks, or the whole file when GitHub left the patch out. GitHub does so for binary and
 * large files, and for every file after about 20,000 lines of patch in one answer, without a mark and with counts of 0.
 */
export declare function readRow(reader: ChangeReader, row: FileRow, context: RowContext): AsyncGenerator<SourceItem>;
/** What to say when rows beyond GitHub's bound cannot be had. */
export declare function rowsLeftOut(origin: Origin, detail: string): SourceItem;
