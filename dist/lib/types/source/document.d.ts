/** What a document is, so that a report can say where people must look. */
export type DocumentType = "file" | "patch" | "blob" | "commit-message" | "commit-header" | "tag-message" | "tag-header" | "ref-name" | "path" | "pull-request-title" | "pull-request-body";
/** Where a run of bytes comes from, exactly enough for a person to open it. */
export interface Address {
    readonly type: DocumentType;
    /** `owner/name`, or null for a scan outside GitHub. */
    readonly repository: string | null;
    /** Path inside the repository or tree, `/` between segments; null for messages and other texts. */
    readonly path: string | null;
    /** Full commit id that introduced these bytes; null for a work tree or a text. */
    readonly commit: string | null;
    /** `Name <mail>` of that commit's author. */
    readonly author: string | null;
    /** ISO 8601 date of that commit's author. */
    readonly date: string | null;
    /** For bytes inside an archive: the members from the outermost archive inwards, e.g. `["a.zip", "b.env"]`; else empty. */
    readonly container: readonly string[];
    /** Git's id of the blob, commit or tag that holds these bytes, when they were read from an object store. */
    readonly object?: string;
    /** What the whole history says of these bytes; set by a history scan only. */
    readonly history?: HistoryPlace;
}
/** Where a repository's history holds something. */
export interface HistoryPlace {
    /** Every path at which it ever stood, sorted. */
    readonly paths: readonly string[];
    /** True when it is in the tree of HEAD. */
    readonly atHead: boolean;
}
/** How bytes are read as text: what a line end is, and how wide a column. */
export type TextLayout = "utf-8" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";
/** Line and column, both from 1, columns in UTF-16 units. */
export interface LineColumn {
    readonly line: number;
    readonly column: number;
}
/** Which part of a longer text a document shows. Windows overlap, so that nothing is lost at their edges. */
export interface Window {
    /** True for the window with which the text begins. */
    readonly first: boolean;
    /** Where the document's first byte stands in the text, for each way to read it. */
    readonly origin: Readonly<Record<TextLayout, LineColumn>>;
    /** Byte offsets in the document: a finding counts when it begins in this range; others belong to a neighbouring window. */
    readonly start: number;
    readonly end: number;
}
/** A run of bytes with an exact address. A source yields documents; it never decides what a key is. */
export interface Document {
    readonly address: Address;
    readonly bytes: Uint8Array;
    /** Line number, from 1, of the first byte in the original file. */
    readonly firstLine: number;
    /**
     * Line numbers of the original that this change added, as git counts them: a line ends at every byte 0A, in UTF-16,
     * too. A finding counts when it touches one of them. Null: every line counts.
     */
    readonly added: ReadonlySet<number> | null;
    /** Set when these bytes are a window into a text that is too long to hold whole; it takes the place of `firstLine`. */
    readonly window?: Window;
}
/** An address with every part that is not given empty. */
export declare function address(type: DocumentType, parts?: Partial<Omit<Address, "type">>): Address;
