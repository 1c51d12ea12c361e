/** Longest joint, in bytes: a bound for the search and for a reader in chunks. */
export declare const longestJoint = 320;
/** True for what opens or closes a literal. */
export declare function isQuote(byte: number): boolean;
/**
 * Goes forward over what may stand between two literals, and never back over more than one name. It passes a quote in few
 * places only, at most one of each, so that all the scans of a text together look at each of its bytes a few times.
 */
export declare class JointCursor {
    #private;
    at: number;
    /** Line ends that were passed. */
    lines: number;
    /** Starts after the quote at `quote`. */
    start(bytes: Uint8Array, quote: number): void;
    /** The byte `ahead` of the cursor, or 0 where a joint may not reach. */
    peek(ahead?: number): number;
    skipBlanks(): void;
    /** Goes over blanks, line ends, comments, and what continues a line. */
    skipGap(): void;
    /** Goes over `text`, if it stands there. */
    skip(text: string): boolean;
    /** Goes over the first of `texts` that stands there, if one does. */
    skipAny(texts: readonly string[]): boolean;
    /** Goes over a quote and the letters that may stand before it: `f"`, `u8"`, `$@"`. */
    skipOpening(): boolean;
    /** Bytes of the name ahead: letters, digits, `_`, and what a path of names holds (`std::string`, `fmt.Sprint`). */
    nameLength(): number;
    /** Goes over what a program assigns to: `k`, `$env:K`, `this.k`, `obj->k`, `os.environ["K"]`. */
    skipTarget(): boolean;
    /** True when the target that ends at `to` is an element of something: `k[1]`. */
    endsElement(to: number): boolean;
    /** Goes over the name that stands from `from` to before `to`, if no longer one does; `$` belongs to a name or not. */
    skipSame(from: number, to: number): boolean;
}
