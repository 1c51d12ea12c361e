/** How a page writes the values of a column of bytes. */
export interface PageForm {
    readonly encoding: string;
    /** Length of each value in bytes; null when each states its own. */
    readonly fixedLength: number | null;
}
/**
 * The values of a page, one on each line; null for an encoding that is not known. Numbers that refer to a dictionary are
 * left out, since it is a page of its own.
 * @param limit bytes above which it gives up, with a RangeError, as for values beyond the end of the page
 */
export declare function valuesOf(page: Uint8Array, { encoding, fixedLength }: PageForm, limit: number): Uint8Array | null;
