import type { Outer } from "./anchors.ts";
import { type Base64Run } from "./base64.ts";
import type { Collector } from "./collector.ts";
import type { Encoding } from "./detection.ts";
import { type Breaks } from "./grammar.ts";
import { type View } from "./view.ts";
/** One decoding that was done on the way to a text: which encodings it undid between two original offsets. */
type Step = (start: number, end: number) => Encoding[];
/** A text under search: what it reads, and how it was reached. */
export interface Layer {
    readonly view: View;
    readonly breaks: Breaks;
    /** Outermost first. */
    readonly steps: readonly Step[];
}
/** Searches a text: as it stands, with its text encodings undone, and, `depth` layers deep, inside base64, UTF-16 and hex. */
export declare function searchLayer(layer: Layer, depth: number, collector: Collector): void;
/** The same for a text whose readings are known. */
export declare function searchReadings(layers: readonly Layer[], depth: number, collector: Collector): void;
/** The text as it stands, and as it reads with its text encodings undone once and twice. */
export declare function readings(layer: Layer): Layer[];
/** Decodes what stands around index `at` of a layer and searches it. Answers what was decoded, for base64. */
export declare function searchEncoded(layer: Layer, at: number, outer: Outer, phase: number, depth: number, collector: Collector): {
    readonly view: View;
    readonly run: Base64Run | null;
} | null;
/** What of a layer was decoded already, so that many anchors in one run cost one decoding. */
export declare class Progress {
    #private;
    includes(at: number, outer: Outer, phase: number): boolean;
    add(layer: Layer, at: number, outer: Outer, view: View, run: Base64Run | null): void;
}
export {};
