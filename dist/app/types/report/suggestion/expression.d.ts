import { type Lexicon, type Literal } from "./literal.js";
import { type Rewrite, type Rewriter, type Target } from "./target.js";
/** What it takes to rewrite a string literal of a programming language. */
export interface Language {
    readonly lexicon: Lexicon;
    /** The expression that reads a variable. */
    readonly read: (variable: string, target: Target) => string;
    /** A sentence for the prose, e.g. on an import; null when nothing is needed. */
    readonly needs?: (target: Target) => string | null;
    /** Lines on which an expression is not allowed. */
    readonly refuse?: (target: Target, literal: Literal) => boolean;
    /** The literal with more than the key in it, as an expression; null when there is none. */
    readonly embed?: (literal: Literal, read: string, target: Target) => string | null;
    /** A rewrite that comes before all others; undefined to go on. */
    readonly special?: (target: Target, literal: Literal, read: string) => Rewrite | null | undefined;
    /** Longer texts that end in the literal and fall away with it, such as a default beside the variable: `os.getenv("X", `. */
    readonly fallbacks?: readonly Fallback[];
}
/** `before` ends where the literal begins; group `name` is the variable, and `replace` is what stays. */
export interface Fallback {
    readonly before: RegExp;
    /** Must match what follows the literal; its length is replaced too. */
    readonly after: RegExp;
    readonly replace: (name: string) => string;
}
/** A rewriter that reads the line's grammar and replaces exactly the literal. */
export declare function expressionRewriter(language: Language): Rewriter;
/** Operators that bind tighter than a concatenation, or turn its result into something else, need parentheses around it. */
export declare function parenthesised(expression: string, literal: Literal, target: Target): string;
/** `"before" + read + "after"` with the literal's own quotes; the operator with the blanks around it. */
export declare function concatenated(operator: string): (literal: Literal, read: string, target: Target) => string;
/** True when the text inside ends in an open backslash, so that it cannot be cut there. */
export declare function cutsEscape(literal: Literal): boolean;
