import type { Document } from "./document.ts";
import type { Finding } from "./finding.ts";
import type { SearchedDocument, SearchOptions } from "./search-document.ts";

/** A document for a thread to search. */
export interface SearchOrder {
  readonly number: number;
  readonly document: Document;
  readonly options: SearchOptions;
}

/** The result; a credential loses its raw value between threads, so that is sent beside it. */
export interface SearchAnswer {
  readonly number: number;
  readonly result:
    | { readonly searched: SentDocument; readonly raw: readonly string[] }
    /** A message without a key. */
    | { readonly failure: string };
}

export type SentDocument = Omit<SearchedDocument, "findings"> & { readonly findings: readonly SentFinding[] };

export type SentFinding = Omit<Finding, "credential"> & {
  readonly credential: Pick<Finding["credential"], "kind" | "masked">;
};
