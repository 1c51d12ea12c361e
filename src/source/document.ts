/** What a document is, so that a report can say where people must look. */
export type DocumentType =
  | "file" // a file of a work tree, the index, or standard input
  | "patch" // the new side of one hunk: context and added lines
  | "blob" // a whole file as a commit holds it
  | "commit-message"
  | "tag-message"
  | "ref-name" // the name of a branch or tag
  | "pull-request-title"
  | "pull-request-body";

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
}

/** A run of bytes with an exact address. A source yields documents; it never decides what a key is. */
export interface Document {
  readonly address: Address;
  readonly bytes: Uint8Array;
  /** Line number, from 1, of the first byte in the original file. */
  readonly firstLine: number;
  /**
   * Line numbers of the original that this change added; a finding counts when it touches one of them.
   * Null: every line counts.
   */
  readonly added: ReadonlySet<number> | null;
}

/** An address with every part that is not given empty. */
export function address(type: DocumentType, parts: Partial<Omit<Address, "type">> = {}): Address {
  return { type, repository: null, path: null, commit: null, author: null, date: null, container: [], ...parts };
}
