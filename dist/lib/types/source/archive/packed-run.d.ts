import type { PackedPlace } from "../../detect/collector.js";
import type { Wrapping } from "../finding.js";
/** Base64 of a container in a text. */
export interface PackedRun {
    /** The container's own bytes. */
    readonly bytes: Uint8Array;
    /** Offsets of the base64 in the text, including its padding. */
    readonly start: number;
    readonly end: number;
    /** Outermost first; the container's format comes last. */
    readonly encoding: readonly Wrapping[];
    /** Offset before which no other container needs to be searched for. */
    readonly until: number;
}
/** The base64 that may begin at a place, read directly and with the text encodings around it decoded. */
export declare function packedRuns(bytes: Uint8Array, place: PackedPlace): Generator<PackedRun>;
