/**
 * What must be undone before the bytes of an anchor can be read. `packed` marks containers in base64, which are opened
 * elsewhere; `exposure` marks words that point to a risk rather than a credential, found in the same pass.
 */
export type Outer = "plain" | "soft" | "base64" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be" | "hex" | "dump" | "azure-name" | "packed" | "exposure";
/** Bytes that occur wherever a credential, or an exposure, occurs in some encoding. */
export interface Anchor {
    readonly bytes: Uint8Array;
    readonly outer: Outer;
    /** How many of them precede the encoded text: a line end before its next line, or none. */
    readonly lead: number;
    /** For base64: number (modulo 4) of the first character of encoded text within its group of four. */
    readonly phase: number;
}
/**
 * Every anchor: each detection, in any chain of two encodings, contains at least one of them. Derived once from the
 * plain ones; text encodings (percent, escapes, entities, …) leave letters and digits unchanged, so they need no
 * anchors of their own.
 */
export declare const anchors: readonly Anchor[];
