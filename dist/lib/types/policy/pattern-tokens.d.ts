/** A token of a gitignore pattern. */
export type PatternToken = 
/** One character. */
{
    readonly type: "one";
    readonly matches: (character: string) => boolean;
}
/** `*`: any characters within a segment. */
 | {
    readonly type: "within-segment";
}
/** A `**` followed by a slash, including that slash: any number of whole folders. */
 | {
    readonly type: "any-folders";
}
/** A `**` at the end or before an escaped slash. */
 | {
    readonly type: "anything";
};
/**
 * The tokens of a pattern whose characters are bytes, without its leading and trailing slash, as git's `wildmatch.c`
 * reads them. What is malformed, such as a set without an end, matches nothing.
 */
export declare function patternTokens(pattern: string): PatternToken[];
