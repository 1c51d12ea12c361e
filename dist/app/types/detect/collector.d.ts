import type { Detection, Encoding } from "./detection.js";
import type { Match } from "./kinds/grammar.js";
/** Gathers what is found along different chains of decoding, and settles which of them counts. */
export interface Collector {
    /** Takes a match whose text stands, encoded by `encoding`, from byte `start` to `end`. */
    add(match: Match, raw: string, start: number, end: number, encoding: readonly Encoding[]): void;
    /** The offset after which nothing was found, placeholders included. */
    end(): number;
    survey(): Survey;
}
/** Detections, ordered by start, and the offsets at which placeholders start. */
export interface Survey {
    readonly detections: readonly Detection[];
    readonly placeholders: readonly number[];
}
export declare function createCollector(): Collector;
