/**
 * Bytes on each side of an anchor in which something that is no text tells of binary data: `wide` for what cannot be
 * taken for anything else, since compilers put strings side by side for thousands of bytes, and `narrow` for the rest.
 */
export declare const neighbourhoods: {
    readonly narrow: 512;
    readonly wide: number;
};
/** Tells binary data from text, around one anchor after another. */
export interface BinarySearch {
    /**
     * True when a byte that no text holds stands near `at`: a control byte other than white space and what terminals
     * read, or one that is no UTF-8. Calls go up in `at`, so that each byte is looked at once.
     */
    isNear(at: number): boolean;
}
export declare function createBinarySearch(text: Uint8Array, neighbourhood: number): BinarySearch;
