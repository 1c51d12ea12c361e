import { type View } from "../view.js";
import type { BreakOffsets } from "./breaks.js";
/** True for a byte of the base64 or base64url alphabet, padding left out. */
export declare function isBase64(byte: number | undefined): boolean;
/** What a run of base64 holds. */
export interface Base64Run {
    /** The decoded bytes. */
    readonly view: View;
    /** Indexes into the outer view of the run's characters, in order. */
    readonly indexes: Uint32Array;
    /** Number modulo 4 of the run's first character within its group of four. */
    readonly phase: number;
    /** Where a line ends between two groups of four. */
    readonly breaks: BreakOffsets;
}
/** A run too short to be worth decoding. */
export interface ShortRun {
    readonly view: null;
    /** Indexes into the outer view of its first and last characters. */
    readonly first: number;
    readonly last: number;
}
/**
 * Decodes the run of base64 around index `hit` of `outer`, whose character is number `phase` (modulo 4) of its group;
 * a run of less than `fewest` characters is not decoded. The run goes on over line ends and the margin of the next line, in
 * real and in escaped (`\n`) form.
 */
export declare function decodeBase64(outer: View, hit: number, phase: number, fewest: number): Base64Run | ShortRun;
/**
 * True when fewer than `fewest` characters stand around `hit` and nothing beside them with which an encoding of text
 * could go on: a word, or a few. Looks at the bytes as they stand, at most `reach` on each side; where they end, or go
 * on for longer, it is false.
 */
export declare function isFewCharacters(bytes: Uint8Array, hit: number, fewest: number, reach: number): boolean;
/**
 * True when the `length` characters of base64 from `start`, the first number `phase` of its group, go on as no credential
 * does: with bytes that no text holds, for they are a few letters by chance, in a picture or a program, or with another
 * word than `sk-`. Of UTF-16 every other byte is zero.
 */
export declare function isOtherInBase64(bytes: Uint8Array, start: number, length: number, phase: number): boolean;
