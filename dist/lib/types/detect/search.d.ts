import type { Anchor, Outer } from "./anchors/anchors.js";
import type { Collector } from "./collector.js";
import type { Encoding } from "./detection.js";
import { type Base64Run, type ShortRun } from "./encodings/base64.js";
import { type BreakOffsets } from "./encodings/breaks.js";
import { type WideEncoding } from "./encodings/wide.js";
import { type View } from "./view.js";
/** One decoding on the way to a text: the encodings decoded between two original offsets. */
type Step = (start: number, end: number) => Encoding[];
/** A text being searched, and how it was decoded. */
export interface Layer {
    readonly view: View;
    /** Offset of the window in the searched bytes. */
    readonly base: number;
    /** Ends of the joints and base64 line ends removed so far. */
    readonly breaks: readonly BreakOffsets[];
    /** Outermost first. */
    readonly steps: readonly Step[];
    /** True when the text around an encoded value identifies it as a Codex access token, as in a Kubernetes Secret. */
    readonly isNamed?: boolean;
    /** Whether the whole data is binary; absent when only the text itself can show it. */
    readonly isBinary?: () => boolean;
}
/** Searches a text directly, with its text encodings decoded, and `depth` layers deep inside base64, UTF-16 and hex. */
export declare function searchLayer(layer: Layer, depth: number, collector: Collector): void;
/** The same for a text whose decoded forms are known. */
export declare function searchReadings(layers: readonly Layer[], depth: number, collector: Collector): void;
/** The text itself, and with its text encodings decoded once and twice. */
export declare function readings(layer: Layer): Layer[];
/** Decodes the run around index `at` of a layer and searches it, unless `done` contains it already. */
export declare function searchEncoded(layer: Layer, at: number, { outer, phase }: Pick<Anchor, "outer" | "phase">, depth: number, done: Progress, collector: Collector): View | null;
type Run = WideEncoding | "hex" | "dump";
/** The runs of a layer decoded so far, so that many anchors in one run cost one decoding. */
export declare class Progress {
    #private;
    includes(at: number, outer: Outer, phase: number): boolean;
    addRun(run: Base64Run | ShortRun): void;
    addView(layer: View, at: number, outer: Run, view: View): void;
}
export {};
