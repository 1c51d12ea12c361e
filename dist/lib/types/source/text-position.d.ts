import type { Document, LineColumn, TextLayout } from "./document.js";
/** The position of a byte of a document in the original text. */
export interface TextPosition extends LineColumn {
    /** Byte offset, in the document, at which its line begins; a byte order mark is not part of the line. */
    readonly lineStart: number;
}
/** A layout with the alignment of its units and its kind of line end. */
export interface TextGrid {
    readonly layout: TextLayout;
    /** For wide text inside other bytes: the offset of its units, modulo their size. */
    readonly phase: number;
    /** The character that ends a line: a line feed, or a carriage return in a text without line feeds. */
    readonly lineEnd: 0x0a | 0x0d;
}
/** Size of a layout's unit in bytes. */
export declare function unitWidth(layout: TextLayout): 1 | 2 | 4;
/** The offset of the first line end at or after `from`, or -1. Does not look at or beyond `limit`. */
export declare function nextLineEnd(bytes: Uint8Array, grid: TextGrid, from: number, limit?: number): number;
/** Length in bytes of the line end that begins at `start`. */
export declare function lineEndWidth(bytes: Uint8Array, grid: TextGrid, start: number): number;
/**
 * True for a line end of ASCII text before UTF-16 text: some programs append to a file in an encoding other than its
 * own. In UTF-16 alone some bytes would be zero, or line ends would be more frequent.
 */
export declare function isNarrowLineEnd(bytes: Uint8Array, at: number, lineEnd: number): boolean;
/** The length of a run of whole characters in UTF-16 units. */
export declare function unitsOf(bytes: Uint8Array, grid: TextGrid): number;
/**
 * Positions of byte offsets, in one pass over the document.
 * @param offsets ascending
 */
export declare function textPositions(document: Pick<Document, "bytes" | "firstLine" | "window">, grid: TextGrid, offsets: readonly number[]): Map<number, TextPosition>;
/** Bytes as text; invalid bytes become U+FFFD. */
export declare function decodeText(bytes: Uint8Array, { layout }: TextGrid): string;
/** The platform cannot decode UTF-32. */
export declare function decodeUtf32(bytes: Uint8Array, layout: "utf-32le" | "utf-32be"): string;
