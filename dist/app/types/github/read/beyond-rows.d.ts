import type { SourceItem } from "../../source/source.js";
import type { ChangeReader } from "./change-reader.js";
import { type RowContext } from "./rows.js";
/** Reads the files of a commit that are beyond the 3,000 that GitHub lists: those that the trees show as changed. */
export declare function readBeyondRows(reader: ChangeReader, commit: RowContext & {
    readonly tree: string;
    readonly known: ReadonlySet<string>;
}): AsyncGenerator<SourceItem>;
