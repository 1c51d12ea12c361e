import type { Origin } from "../../source/patch/documents.js";
import type { SourceItem } from "../../source/source.js";
import { type ChangeReader, type EarlierFile } from "./change-reader.js";
/** A file at a commit that is read whole. */
export interface WholeFile {
    readonly path: string;
    readonly origin: Origin;
    /** Full blob id; null when only the path is known. */
    readonly blob: string | null;
    /** Earlier states; a finding that stands in one of them is not of this change. */
    readonly earlier: readonly EarlierFile[];
}
/** Fetches a file whole and yields it as a document, or why it could not be read. Throws what is transient. */
export declare function readWholeFile(reader: ChangeReader, file: WholeFile): AsyncGenerator<SourceItem>;
/** The document of a file whose bytes are known. */
export declare function wholeFileItems(reader: ChangeReader, file: Omit<WholeFile, "blob">, bytes: Uint8Array): Generator<SourceItem>;
/** The bytes of an earlier state of a file; null when it was not there or cannot be had. Throws what is transient. */
export declare function readEarlierFile(reader: ChangeReader, file: EarlierFile): Promise<Uint8Array | null>;
