import type { NotScanned } from "./coverage.js";
import type { Document } from "./document.js";
/** What a source yields, in any order. */
export type SourceItem = {
    readonly type: "document";
    readonly document: Document;
}
/** Documents that the source itself knows to contain nothing; counted without being yielded. */
 | {
    readonly type: "clean";
    readonly documents: number;
    readonly bytes: number;
} | {
    readonly type: "commits";
    readonly count: number;
}
/** How many documents will come, if the source knows early; used only to show progress. */
 | {
    readonly type: "expected";
    readonly documents: number;
} | {
    readonly type: "not-scanned";
    readonly notScanned: NotScanned;
} | Claim;
/**
 * The items of a claim are used if they reveal every key in `evidence`, the text from which they were parsed; otherwise
 * those of `otherwise` are. For ambiguous text: only the pipeline knows what a key is.
 */
export interface Claim {
    readonly type: "claim";
    readonly evidence: Document;
    readonly items: Source;
    otherwise(): Source;
}
/** Where documents come from. Errors that concern one document are `not-scanned` items; a source throws only a `Failure`. */
export type Source = Iterable<SourceItem> | AsyncIterable<SourceItem>;
