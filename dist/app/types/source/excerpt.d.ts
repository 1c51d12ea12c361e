import type { Excerpt } from "./finding.js";
import { type TextGrid } from "./text-position.js";
/** A run of bytes that must not be shown, and what stands in its place. */
export interface MaskedSpan {
    readonly start: number;
    readonly end: number;
    /** The masked forms of the credentials in it. */
    readonly labels: readonly string[];
}
/** Merges overlapping runs. @param spans ascending by start */
export declare function mergeSpans(spans: readonly MaskedSpan[]): MaskedSpan[];
/** What an excerpt is made of. */
export interface ExcerptInput {
    readonly bytes: Uint8Array;
    readonly grid: TextGrid;
    /** Where the line of the first byte begins. */
    readonly lineStart: number;
    readonly start: number;
    readonly end: number;
    /** What stands in the finding's place; null shows its own text. */
    readonly label: string | null;
    /** Every credential of the document, as {@link mergeSpans} gives them. */
    readonly masked: readonly MaskedSpan[];
}
/** The line or lines around `start` to `end`, with every credential in them masked. */
export declare function excerptOf(input: ExcerptInput): Excerpt;
