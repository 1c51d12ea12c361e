import type { KeyReport, Place } from "../key-report.js";
/** A safe replacement of the line where a key stands. */
export interface Suggestion {
    /** The new text of the line, which may be several lines, without the final line end. */
    readonly text: string;
    /** What else must be true for the new text to work, as a Markdown sentence of ours; null when nothing. */
    readonly needs: string | null;
}
/** The line of a place with the key replaced by reading it from where it belongs; null where no safe replacement exists. */
export declare function suggestReplacement(place: Place, key: Pick<KeyReport, "kind" | "masked">): Suggestion | null;
