/**
 * Bytes on each side of an anchor that are searched for signs of binary data: `wide` for unmistakable ones, since
 * compilers store strings side by side for thousands of bytes, and `narrow` for the rest.
 */
export declare const neighbourhoods: {
    readonly narrow: 512;
    readonly wide: number;
};
/** Distinguishes binary data from text around one anchor after another. */
export interface BinarySearch {
    /**
     * True when a byte that text does not contain is near `at`: a control byte other than white space and terminal
     * controls, or invalid UTF-8. Call it with ascending `at`, so that each byte is examined once.
     */
    isNear(at: number): boolean;
}
export declare function createBinarySearch(text: Uint8Array, neighbourhood: number): BinarySearch;
