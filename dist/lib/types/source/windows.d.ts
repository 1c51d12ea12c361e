import type { Address, Document } from "./document.js";
/** Splits one long text into documents, in memory that does not grow with its length. */
export interface WindowCutter {
    /** Adds the next bytes; returns the windows that are complete. */
    push(chunk: Uint8Array): Document[];
    /** The last window; call it once. */
    end(): Document[];
}
/**
 * Overlapping windows over a text of any length. Each finding belongs to exactly one of them, and has the
 * line and column of the whole text; scanning the windows gives what scanning the text at once would.
 * @param options bytes: `owned` at least 8, `overlap` more than a finding and its neighbourhood take
 */
export declare function createWindowCutter(address: Address, options?: {
    readonly owned: number;
    readonly overlap: number;
}): WindowCutter;
