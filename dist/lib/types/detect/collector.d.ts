import type { Detection, Encoding } from "./detection.js";
import type { Match } from "./kinds/grammar.js";
/** Gathers what is found along different chains of decoding, and settles which of them counts. */
export interface Collector {
    /** Takes a match whose text stands, encoded by `encoding`, from byte `start` to `end`. */
    add(match: Match, raw: string, start: number, end: number, encoding: readonly Encoding[]): void;
    /** The offset after which nothing was found, placeholders included. */
    end(): number;
    survey(): Omit<Survey, "packed">;
}
/** Detections, ordered by start, and the offsets at which placeholders start. */
export interface Survey {
    readonly detections: readonly Detection[];
    readonly placeholders: readonly number[];
    /** Where base64 of an archive or of compressed data may begin, which is for the caller to open. */
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
