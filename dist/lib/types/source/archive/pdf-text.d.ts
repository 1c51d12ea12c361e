/** A run of text shown on a page. */
export interface ShownText {
    readonly bytes: Buffer;
    /** True when it is on the same line as the one before. */
    readonly isSameLine: boolean;
    /** True when it belongs to the same array of kerned pieces. */
    readonly isSamePiece: boolean;
}
/** The text shown by the operators of a page's content, in order; empty when this is not page content. */
export declare function shownTexts(content: Uint8Array): ShownText[];
/**
 * Lines of text in two forms, since both occur: with the text of a line joined, and with blanks between separate
 * pieces.
 * @param decode returns the characters that a run's codes represent
 */
export declare function linesOf(shown: readonly ShownText[], decode: (bytes: Buffer) => string): string;
