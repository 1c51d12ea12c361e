import type { Anchor, Outer } from "./anchors/anchors.js";
import type { Collector } from "./collector.js";
import type { Encoding } from "./detection.js";
import { type Base64Run, type ShortRun } from "./encodings/base64.js";
import { type BreakOffsets } from "./encodings/breaks.js";
import { type WideEncoding } from "./encodings/wide.js";
import { type View } from "./view.js";
/** One decoding that was done on the way to a text: which encodings it undid between two original offsets. */
type Step = (start: number, end: number) => Encoding[];
/** A text under search: what it reads, and how it was reached. */
export interface Layer {
    readonly view: View;
    /** Offset of the window in the bytes that are searched. */
    readonly base: number;
    /** Where joints and line ends of base64 end that were removed on the way. */
    readonly breaks: readonly BreakOffsets[];
    /** Outermost first. */
    readonly steps: readonly Step[];
    /** True when the text around an encoded value calls it an access token of Codex, as in a Kubernetes Secret. */
    readonly isNamed?: boolean;
}
/** Searches a text: as it stands, with its text encodings undone, and, `depth` layers deep, inside base64, UTF-16 and hex. */
export declare function searchLayer(layer: Layer, depth: number, collector: Collector): void;
/** The same for a text whose readings are known. */
export declare function searchReadings(layers: readonly Layer[], depth: number, collector: Collector): void;
/** The text as it stands, and as it reads with its text encodings undone once and twice. */
export declare function readings(layer: Layer): Layer[];
/** Decodes what stands around index `at` of a layer, unless `done` says that it was, and searches it. */
export declare function searchEncoded(layer: Layer, at: number, { outer, phase }: Pick<Anchor, "outer" | "phase">, depth: number, done: Progress, collector: Collector): View | null;
type Run = WideEncoding | "hex" | "dump";
/** What of a layer was decoded already, so that many anchors in one run cost one decoding. */
export declare class Progress {
    #private;
    includes(at: number, outer: Outer, phase: number): boolean;
    addRun(run: Base64Run | ShortRun): void;
    addView(layer: View, at: number, outer: Run, view: View): void;
}
export {};
