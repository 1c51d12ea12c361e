/** Bytes of an encoded text with a line end among them, or on one side of it. */
export interface Cut {
    readonly bytes: Uint8Array;
    /** How many of them stand before the first that is encoded text. */
    readonly lead: number;
    /** Index of that one in the text. */
    readonly index: number;
}
/**
 * What is left of an encoded text where a line ends in it.
 * @param text encoded text, one byte for each character
 * @param from index of the first place where a line may end
 * @param step characters from one such place to the next
 */
export declare function cutsOf(text: string, from: number, step: number): Cut[];
