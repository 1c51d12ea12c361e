import type { Breaks } from "../bytes.js";
import type { View } from "../view.js";
/** Offsets in the searched window, ascending, at which a joint or a line end of base64 ends. */
export type BreakOffsets = readonly number[];
/**
 * The places of a view that come from one of the offsets, whatever decoding happened since. When the text there was
 * removed, the next byte counts; for a byte decoded from text on both sides, its start and its end count.
 */
export declare function breaksIn({ from, to }: View, lists: readonly BreakOffsets[]): Breaks;
