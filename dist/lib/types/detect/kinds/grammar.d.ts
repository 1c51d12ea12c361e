import { type Breaks } from "../bytes.js";
import { type Confidence, type KindId } from "../kind.js";
/** A credential in decoded text, with offsets into that text. */
export interface Match {
    readonly kind: KindId;
    readonly confidence: Confidence;
    readonly start: number;
    readonly end: number;
    /** The prefix that identifies the kind and may be shown: `sk-proj-`. */
    readonly prefix: string;
    /** The random parts, in order, which distinguish a key from a placeholder. */
    readonly segments: readonly string[];
    /** Smallest size of the alphabet of a random part: hexadecimal digits repeat more often than letters. */
    readonly alphabetSize: 16 | 62;
    /** Expiry stated by the credential itself, as Unix time in seconds; absent when it states none. */
    readonly expiresAt?: number;
}
/** Base64 of `OpenAI`: the middle of every `sk-` key. */
export declare const watermark = "T3BlbkFJ";
/** Shortest and longest random segment that counts as a key, on either side of the watermark. */
export declare const segmentBounds: {
    readonly shortest: 20;
    readonly longest: 100;
};
/** Longest `<name>-` of a named key; longer names are unknown in practice, and the limit keeps matching linear. */
export declare const longestName = 64;
/** Most bytes between the start of a key and its watermark. */
export declare const longestBeginning: number;
/**
 * The `sk-` key whose watermark is at `at` and that starts at one of `starts`, or null. `starts` are the ascending
 * offsets of `sk-` where a key may start, with only letters, digits, `-` and `_` up to the watermark. `rightRun` is the
 * number of such bytes after the watermark, at most one more than the longest segment.
 */
export declare function matchWatermark(text: Uint8Array, at: number, starts: readonly number[], rightRun: number, breaks?: Breaks): Match | null;
/**
 * The `sk-` key whose watermark is at `at` in binary data, where an adjacent length, opcode or column may be a letter,
 * so that only the lengths issued by OpenAI determine where it ends. A fixed prefix and a watermark at one of a few
 * distances do not occur by chance. `starts` are all offsets of `sk-`, those that start a word first.
 */
export declare function matchPacked(text: Uint8Array, at: number, starts: readonly number[], rightRun: number): Match | null;
