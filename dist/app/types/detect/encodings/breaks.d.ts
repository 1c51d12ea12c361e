import type { Breaks } from "../bytes.js";
import type { View } from "../view.js";
/** Offsets in the window that is searched, in ascending order: where a joint or a line end of base64 ends. */
export type BreakOffsets = readonly number[];
/**
 * The places of a view that lie at one of the offsets, on whatever way it was decoded since: where what stood there was
 * removed the next byte counts, and of a byte that is made of what stands on both sides its beginning and its end.
 */
export declare function breaksIn({ from, to }: View, lists: readonly BreakOffsets[]): Breaks;
