/**
 * What must be undone first at a place where an anchor's bytes stand. `packed` is for containers in base64, which must be
 * opened elsewhere; `exposure` for words that have to do with risks, not with credentials: they are looked for in the
 * same pass.
 */
export type Outer = "plain" | "soft" | "base64" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be" | "hex" | "dump" | "azure-name" | "packed" | "exposure";
/** Bytes that stand wherever a credential does, in some encoding, or wherever an exposure does. */
export interface Anchor {
    readonly bytes: Uint8Array;
    readonly outer: Outer;
    /** How many of them stand before the encoded text: a line end in front of its next line, or nothing. */
    readonly lead: number;
    /** For base64: number (modulo 4) of the first character of encoded text within its group of four. */
    readonly phase: number;
}
/** Parts of the names beside which `at-` begins an access token of Codex: those that need the fewest triggers. */
export declare const accountNames: readonly string[];
/** Base64 of `at-`: how the value of such a name begins in a Kubernetes Secret. */
export declare const encodedAccessToken = "YXQt";
/**
 * Every anchor: of any detection, in any chain of two encodings, at least one of these stands in the bytes. Derived
 * once from the plain ones; text encodings (percent, escapes, entities, …) leave letters and digits as they are and so
 * need no anchors of their own.
 */
export declare const anchors: readonly Anchor[];
