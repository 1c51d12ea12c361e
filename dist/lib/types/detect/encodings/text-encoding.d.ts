import { type View } from "../view.js";
import type { BreakOffsets } from "./breaks.js";
/** Encodings that leave letters and digits as they are, outermost first where several stand in one text. */
export declare const textEncodings: ["concatenation", "quoted-printable", "percent", "escape", "html-entity", "invisible"];
export type TextEncoding = (typeof textEncodings)[number];
/** A view with every text encoding undone once, and which of them each byte needed. */
export interface DecodedText {
    readonly view: View;
    /** For each byte of the view: bit `i` is set when `textEncodings[i]` stood in it or just before it. */
    readonly marks: Uint8Array;
    /** Bits that are set anywhere. */
    readonly used: number;
    /** Where the joints end that were removed: what stands on both sides may be no more than neighbours. */
    readonly joints: BreakOffsets;
}
/** Undoes every text encoding of `outer` once, in one pass. */
export declare function decodeText(outer: View): DecodedText;
/** Characters that show nothing: zero-width ones, a byte order mark within a text, the soft hyphen. */
export declare const invisibleCharacters: readonly number[];
