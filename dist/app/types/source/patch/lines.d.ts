/** One line of a byte text. */
export interface Line {
    /** Without the line feed; a carriage return stays. */
    readonly bytes: Uint8Array;
    /** Offset of the line's first byte. */
    readonly start: number;
}
/** A place in a text that is read line by line. */
export interface Lines {
    /** The next line, or null at the end; stays where it is. */
    peek(): Line | null;
    /** The next line, or null at the end; moves behind it. */
    next(): Line | null;
    /** Offset of the next line. */
    readonly offset: number;
}
/** Reads `bytes` line by line; a last line without a line feed counts, an empty one does not. */
export declare function createLines(bytes: Uint8Array): Lines;
/** The line with one character for each byte, cut to what any header of ours needs. */
export declare function text(line: Line): string;
