import { type View } from "../view.js";
import type { BreakOffsets } from "./breaks.js";
/** True for a byte of the base64 or base64url alphabet, padding left out. */
export declare function isBase64(byte: number | undefined): boolean;
/** A decoded run of base64. */
export interface Base64Run {
    /** The decoded bytes. */
    readonly view: View;
    /** Indexes of the run's characters in the outer view, in order. */
    readonly indexes: Uint32Array;
    /** Number modulo 4 of the run's first character within its group of four. */
    readonly phase: number;
    /** Where a line ends between two groups of four. */
    readonly breaks: BreakOffsets;
}
/** A run too short to be worth decoding. */
export interface ShortRun {
    readonly view: null;
    /** Indexes of its first and last characters in the outer view. */
    readonly first: number;
    readonly last: number;
}
/**
 * Decodes the run of base64 around index `hit` of `outer`, whose character is number `phase` (modulo 4) of its group. A
 * run of fewer than `fewest` characters is not decoded. The run continues across line ends and the margin of the next
 * line, in real and in escaped (`\n`) form.
 */
export declare function decodeBase64(outer: View, hit: number, phase: number, fewest: number): Base64Run | ShortRun;
/**
 * True when fewer than `fewest` characters surround `hit` and their neighbours cannot continue the run in a text
 * encoding: a word, or a few. Looks at the undecoded bytes, at most `reach` on each side; false when they end, or
 * continue beyond that.
 */
export declare function isFewCharacters(bytes: Uint8Array, hit: number, fewest: number, reach: number): boolean;
/**
 * True when the `length` characters of base64 from `start`, the first being number `phase` of its group, cannot
 * continue a credential: they decode to bytes that text does not contain (letters by chance in an image or a program),
 * or to a word other than one with `sk-`. In UTF-16 every other byte is zero.
 */
export declare function isOtherInBase64(bytes: Uint8Array, start: number, length: number, phase: number): boolean;
