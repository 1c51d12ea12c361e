/** Longest joint, in bytes: a bound for the search and for a reader in chunks. */
export declare const longestJoint = 320;
/** True for a character that opens or closes a literal. */
export declare function isQuote(byte: number): boolean;
/**
 * Moves forward over what may separate two literals, and never back over more than one name. It passes at most one
 * quote in each of a few places, so that all the scans of a text together examine each byte only a few times.
 */
export declare class JointCursor {
    #private;
    at: number;
    /** Line ends passed so far. */
    lines: number;
    /** Starts after the quote at `quote`. */
    start(bytes: Uint8Array, quote: number): void;
    /** The byte `ahead` of the cursor, or 0 beyond the reach of a joint. */
    peek(ahead?: number): number;
    skipBlanks(): void;
    /** Skips blanks, line ends, comments and line continuations. */
    skipGap(): void;
    /** Skips `text` if it comes next. */
    skip(text: string): boolean;
    /** Skips the first of `texts` that comes next, if one does. */
    skipAny(texts: readonly string[]): boolean;
    /** Skips a quote and the letters that may precede it: `f"`, `u8"`, `$@"`. */
    skipOpening(): boolean;
    /**
     * Length of the name ahead: letters, digits, `_`, and the separators of a qualified name (`std::string`,
     * `fmt.Sprint`).
     */
    nameLength(): number;
    /** Skips the target of an assignment: `k`, `$env:K`, `this.k`, `obj->k`, `os.environ["K"]`. */
    skipTarget(): boolean;
    /** True when the target that ends at `to` is an indexed element: `k[1]`. */
    endsElement(to: number): boolean;
    /** Skips the name in `from` to `to`, unless a longer name starts here; a leading `$` is optional. */
    skipSame(from: number, to: number): boolean;
}
