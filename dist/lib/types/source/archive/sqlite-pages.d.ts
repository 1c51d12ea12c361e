/** The pages of a SQLite database, as its file format describes them (sqlite.org/fileformat2.html). */
export interface SqliteFile {
    readonly bytes: Uint8Array;
    readonly view: DataView;
    readonly pageBytes: number;
    /** Bytes of a page without those reserved for extensions. */
    readonly usableBytes: number;
    /** Number of whole pages. */
    readonly pages: number;
    /** True when the header states more. */
    readonly isCut: boolean;
}
/** The content of a row or of an index's entry. */
export interface Payload {
    /** Where it is in the tree: `page 5, row 17`. */
    readonly name: string;
    /** Offset and length of its part on the page itself. */
    readonly start: number;
    readonly local: number;
    /** Length of the whole. */
    readonly length: number;
    /** Number of the page on which it continues; 0 for none. */
    readonly next: number;
}
/** The pages of a database; null when its header is not one of SQLite's. */
export declare function pagesOf(bytes: Uint8Array): SqliteFile | null;
/** The rows or entries on a page; none for a page of another kind, such as one on which a row continues. */
export declare function payloadsOf(file: SqliteFile, page: number): Generator<Payload>;
