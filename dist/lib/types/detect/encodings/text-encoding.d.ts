import { type View } from "../view.js";
import type { BreakOffsets } from "./breaks.js";
/** Encodings that leave letters and digits unchanged, outermost first when a text uses several. */
export declare const textEncodings: ["concatenation", "quoted-printable", "percent", "escape", "html-entity", "invisible"];
export type TextEncoding = (typeof textEncodings)[number];
/** A view with every text encoding decoded once, and the encodings that each byte needed. */
export interface DecodedText {
    readonly view: View;
    /** For each byte of the view: bit `i` is set when `textEncodings[i]` encoded it or the text just before it. */
    readonly marks: Uint8Array;
    /** All bits set in the view. */
    readonly used: number;
    /** Ends of the joints that were removed: the text on either side may be unrelated. */
    readonly joints: BreakOffsets;
}
/** Decodes every text encoding of `outer` once, in one pass. */
export declare function decodeText(outer: View): DecodedText;
/** Characters that show nothing: zero-width ones, a byte order mark within a text, the soft hyphen. */
export declare const invisibleCharacters: readonly number[];
