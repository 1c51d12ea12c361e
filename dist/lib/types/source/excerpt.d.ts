import type { Excerpt } from "./finding.js";
import { type TextGrid } from "./text-position.js";
/** Bytes that must not be shown, and the text that replaces them. */
export interface MaskedSpan {
    readonly start: number;
    readonly end: number;
    /** The masked forms of the credentials in it. */
    readonly labels: readonly string[];
}
/** Merges overlapping spans. @param spans ascending by start */
export declare function mergeSpans(spans: readonly MaskedSpan[]): MaskedSpan[];
/** The input for an excerpt. */
export interface ExcerptInput {
    readonly bytes: Uint8Array;
    readonly grid: TextGrid;
    /** Start of the first byte's line. */
    readonly lineStart: number;
    readonly start: number;
    readonly end: number;
    /** Replaces the finding's text; null shows that text. */
    readonly label: string | null;
    /** Every credential of the document, as returned by {@link mergeSpans}. */
    readonly masked: readonly MaskedSpan[];
}
/** The line or lines around `start` to `end`, with every credential in them masked. */
export declare function excerptOf(input: ExcerptInput): Excerpt;
