import type { Document } from "./document.ts";
import type { SearchedDocument, SearchOptions } from "./search-document.ts";
import type { SentFindings } from "./sent-findings.ts";

/** A document for a thread to search. */
export interface SearchOrder {
  readonly number: number;
  readonly document: Document;
  readonly options: SearchOptions;
}

/** The result of a search. */
export interface SearchAnswer {
  readonly number: number;
  readonly result:
    | ({ readonly searched: Omit<SearchedDocument, "findings"> } & SentFindings)
    /** A message without a key. */
    | { readonly failure: string };
}
