import type { Survey } from "../detect/collector.ts";

/** The type of a document, so that a report can say where to look. */
export type DocumentType =
  | "file" // a file of a work tree, the index, or standard input
  | "patch" // the new side of one hunk: context and added lines
  | "blob" // a whole file as a commit holds it
  | "commit-message"
  | "commit-header" // author, committer, signature and everything else before the message
  | "tag-message"
  | "tag-header"
  | "ref-name" // the name of a branch or tag
  | "path" // the name of a file; an address of this type has no path, since the path is the text
  | "pull-request-title"
  | "pull-request-body"
  | "secret-scanning-alert" // an alert of GitHub's whose secret is in no file; its path is that of its page
  | ConversationText;

/** A text of GitHub's that is in no commit; its path is that of its page below the repository's. */
export type ConversationText =
  | "issue"
  | "issue-comment"
  | "review"
  | "review-comment"
  | "commit-comment"
  | "release"
  | "discussion"
  | "discussion-comment";

/** Where bytes come from, precisely enough for a person to open them. */
export interface Address {
  readonly type: DocumentType;
  /** `owner/name`, or null for a scan outside GitHub. */
  readonly repository: string | null;
  /** Path inside the repository or tree, `/` between segments; null for messages and other texts. */
  readonly path: string | null;
  /** Full id of the commit that introduced these bytes; null for a work tree or a text. */
  readonly commit: string | null;
  /** `Name <mail>` of that commit's author. */
  readonly author: string | null;
  /** ISO 8601 date of that commit's author. */
  readonly date: string | null;
  /**
   * For bytes inside an archive: the members from the outermost archive inwards, e.g. `["a.zip", "b.env"]`; otherwise
   * empty.
   */
  readonly container: readonly string[];
  /** Git's id of the blob, commit or tag with these bytes, when read from an object store. */
  readonly object?: string;
  /** Where these bytes are in the whole history; set only by a history scan. */
  readonly history?: HistoryPlace;
}

/** Where a repository's history contains something. */
export interface HistoryPlace {
  /** Every path at which it ever was, sorted. */
  readonly paths: readonly string[];
  /** True when it is in the tree of HEAD. */
  readonly atHead: boolean;
}

/** How bytes are read as text, which determines line ends and column width. */
export type TextLayout = "utf-8" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/** Line and column, both from 1, columns in UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Which part of a longer text a document contains. Windows overlap, so that nothing is lost at their edges. */
export interface Window {
  /** True for the first window of the text. */
  readonly first: boolean;
  /** Position of the document's first byte in the text, for each way to read it. */
  readonly origin: Readonly<Record<TextLayout, LineColumn>>;
  /**
   * Byte offsets in the document: a finding counts when it begins in this range; others belong to an adjacent window.
   */
  readonly start: number;
  readonly end: number;
}

/** Bytes with an exact address. A source yields documents; it does not decide what a key is. */
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
  /** What a search of these bytes found, if they have been searched. */
  readonly survey?: Survey;
  /** Set when these bytes are a window of a text too long to hold in memory; used in place of `firstLine`. */
  readonly window?: Window;
}

/** An address whose unspecified parts are empty. */
export function address(type: DocumentType, parts: Partial<Omit<Address, "type">> = {}): Address {
  return { type, repository: null, path: null, commit: null, author: null, date: null, container: [], ...parts };
}
