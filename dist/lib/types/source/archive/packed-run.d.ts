import type { PackedPlace } from "../../detect/collector.js";
import type { Wrapping } from "../finding.js";
/** Base64 of a container in a text. */
export interface PackedRun {
    /** The container's own bytes. */
    readonly bytes: Uint8Array;
    /** Offsets in the text of the base64, with its padding. */
    readonly start: number;
    readonly end: number;
    /** Outermost first; the container's format comes last. */
    readonly encoding: readonly Wrapping[];
    /** Offset before which no other container need be looked for. */
    readonly until: number;
}
/** The base64 that may begin at a place, read as it stands, and with the text encodings around it undone. */
export declare function packedRuns(bytes: Uint8Array, place: PackedPlace): Generator<PackedRun>;
