import type { KindId } from "../../detect/kind.js";
/** The one line that a suggestion rewrites, and where in it the key's masked form stands. */
export interface Target {
    readonly line: string;
    /** UTF-16 offsets of the masked form. */
    readonly start: number;
    readonly end: number;
    readonly before: string;
    readonly after: string;
    /** `/` between segments. */
    readonly path: string;
    readonly kind: KindId;
    /** The environment variable to read. */
    readonly variable: string;
}
/** New lines for a target. */
export interface Rewrite {
    readonly text: string;
    /** What else must be true, as a Markdown sentence; null when nothing. */
    readonly needs: string | null;
}
/** Rewrites one language's line; null where no safe replacement exists. */
export type Rewriter = (target: Target) => Rewrite | null;
/** The line with the part from `start` to `end` replaced. */
export declare function splice(target: Target, start: number, end: number, text: string, needs?: string | null): Rewrite;
/** The line with only the key replaced. */
export declare function inPlace(target: Target, text: string, needs?: string | null): Rewrite;
/** What stands in a comment or in prose instead of a key: words, never a working value. */
export declare function placeholder(target: Target): Rewrite;
