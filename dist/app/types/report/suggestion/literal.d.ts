/** One way of writing a string in a language. */
export interface StringForm {
    /** Opening text with its prefix letters, e.g. `f"`; matched at a token's start, longest first. */
    readonly open: RegExp;
    readonly close: string;
    /** How `close` is written inside: after a backslash, twice, or not at all. */
    readonly escape: "backslash" | "doubled" | "none";
}
/** As much of a language's grammar as telling strings and comments apart on one line takes. */
export interface Lexicon {
    readonly strings: readonly StringForm[];
    /** Each begins a comment up to the line's end. */
    readonly lineComments: readonly string[];
    /** True when a `#` begins a comment only after a blank or at the start, as in a shell. */
    readonly blankBeforeComment?: boolean;
    readonly blockComment?: readonly [string, string];
    /** Text that is no string though it holds a quote, e.g. a character literal. */
    readonly skip?: RegExp;
}
/** The string literal around a range of a line. */
export interface Literal {
    readonly type: "literal";
    /** Prefix letters and opening quote. */
    readonly open: string;
    readonly close: string;
    /** Offsets in the line: of the opening, and after the closing. */
    readonly start: number;
    readonly end: number;
    /** What stands inside, around the range. */
    readonly before: string;
    readonly after: string;
}
export type Context = Literal | {
    readonly type: "comment";
} | {
    readonly type: "bare";
} | {
    readonly type: "unclear";
};
/**
 * What the range `start` to `end` of a line stands in, reading the line from its beginning. A line may begin inside a
 * string or comment of an earlier one; then quotes do not pair around the range and the answer is `unclear` or `bare`.
 */
export declare function contextOf(line: string, start: number, end: number, lexicon: Lexicon): Context;
/** A way of writing strings; a backslash escapes unless told otherwise. */
export declare function stringForm(open: RegExp, close: string, escaping?: StringForm["escape"]): StringForm;
export declare const doubleQuoted: StringForm;
export declare const singleQuoted: StringForm;
export declare const backQuoted: StringForm;
