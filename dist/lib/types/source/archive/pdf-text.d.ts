/** A run of text that a page shows. */
export interface ShownText {
    readonly bytes: Buffer;
    /** True when it stands on the same height as the one before. */
    readonly isSameLine: boolean;
    /** True when it is a part of the same array of pieces with kerning between them. */
    readonly isSamePiece: boolean;
}
/** What the operators of a page's content show, in their order; empty when it is no content of a page. */
export declare function shownTexts(content: Uint8Array): ShownText[];
/**
 * Lines of text: once with what is shown on one line put together, and once with blanks between what was shown apart,
 * since both occur.
 * @param decode the characters that a run's codes stand for
 */
export declare function linesOf(shown: readonly ShownText[], decode: (bytes: Buffer) => string): string;
