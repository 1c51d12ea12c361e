import type { Document, LineColumn, TextLayout } from "./document.js";
/** Where a byte of a document stands in the original text. */
export interface TextPosition extends LineColumn {
    /** Byte offset, in the document, at which its line begins; a byte order mark is not part of the line. */
    readonly lineStart: number;
}
/** A layout and, for UTF-16 text inside other bytes, whether its units begin at even or odd offsets. */
export interface TextGrid {
    readonly layout: TextLayout;
    readonly parity: 0 | 1;
}
/** The offset at which the next line end at or after `from` begins, or -1. Nothing at or beyond `limit` is looked at. */
export declare function nextLineEnd(bytes: Uint8Array, grid: TextGrid, from: number, limit?: number): number;
/** Bytes that a line end takes. */
export declare function lineEndWidth(grid: TextGrid): 1 | 2;
/** The number of UTF-16 units that a run of whole characters takes. */
export declare function unitsOf(bytes: Uint8Array, grid: TextGrid): number;
/**
 * Positions of byte offsets, in one pass over the document.
 * @param offsets ascending
 */
export declare function textPositions(document: Pick<Document, "bytes" | "firstLine" | "window">, grid: TextGrid, offsets: readonly number[]): Map<number, TextPosition>;
/** Bytes as text; what is not a character becomes U+FFFD. */
export declare function decodeText(bytes: Uint8Array, grid: TextGrid): string;
