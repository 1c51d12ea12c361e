import type { Detection, Encoding } from "./detection.js";
import type { Match } from "./kinds/grammar.js";
/** Collects what different chains of decoding find, and decides which findings count. */
export interface Collector {
    /** Adds a match whose text, encoded by `encoding`, extends from byte `start` to `end`. */
    add(match: Match, raw: string, start: number, end: number, encoding: readonly Encoding[]): void;
    /** Adds what another collector found, except what is known at the same place. */
    adopt(detections: readonly Detection[], placeholders: readonly {
        start: number;
        end: number;
    }[]): void;
    /** The end of the last match, including placeholders. */
    end(): number;
    survey(): Omit<Survey, "packed">;
}
/** Detections ordered by start, and the offsets of placeholders. */
export interface Survey {
    readonly detections: readonly Detection[];
    readonly placeholders: readonly number[];
    /** Where base64 of an archive or of compressed data may begin; the caller opens it. */
    readonly packed: readonly PackedPlace[];
}
/** A place at which base64 of a container may begin. */
export interface PackedPlace {
    /** Offset of its first known character. */
    readonly at: number;
    /** Number (modulo 4) of that character within its group of four. */
    readonly phase: number;
}
export declare function createCollector(): Collector;
