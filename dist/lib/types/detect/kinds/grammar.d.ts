import { type Breaks } from "../bytes.js";
import { type Confidence, type KindId } from "../kind.js";
/** A credential as it stands in decoded text: offsets into that text. */
export interface Match {
    readonly kind: KindId;
    readonly confidence: Confidence;
    readonly start: number;
    readonly end: number;
    /** The text that names the kind and may be shown: `sk-proj-`. */
    readonly prefix: string;
    /** The random parts, in order, by which a key is told from a placeholder. */
    readonly segments: readonly string[];
    /** Characters that a random part may hold, at least: hexadecimal digits repeat more often than letters. */
    readonly alphabetSize: 16 | 62;
    /** Unix time in seconds at which the credential ends by what it says itself; absent when it says nothing. */
    readonly expiresAt?: number;
}
/** Base64 of `OpenAI`: the middle of every `sk-` key. */
export declare const watermark = "T3BlbkFJ";
/** Shortest and longest random segment that counts as a key, on either side of the watermark. */
export declare const segmentBounds: {
    readonly shortest: 20;
    readonly longest: 100;
};
/** Longest `<name>-` of a named key; longer ones are not seen in the field, and a bound keeps matching linear. */
export declare const longestName = 64;
/** Most bytes between the start of a key and its watermark. */
export declare const longestBeginning: number;
/**
 * The `sk-` key whose watermark stands at `at` and that starts at one of `starts`, or null: offsets of `sk-` in ascending
 * order where a key may start, with nothing but letters, digits, `-` and `_` up to the watermark. `rightRun` is the
 * number of such bytes after the watermark, counted to one more than the longest segment.
 */
export declare function matchWatermark(text: Uint8Array, at: number, starts: readonly number[], rightRun: number, breaks?: Breaks): Match | null;
/**
 * The `sk-` key whose watermark stands at `at` in binary data, where a length, an opcode or another column may stand
 * beside it as a letter: nothing tells where it ends but the lengths that OpenAI has issued. A fixed beginning and the
 * watermark at one of a few distances are no chance. `starts` are all offsets of `sk-`, those that start a word first.
 */
export declare function matchPacked(text: Uint8Array, at: number, starts: readonly number[], rightRun: number): Match | null;
