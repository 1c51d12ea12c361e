/** Bytes of an encoded text that contain a line end or border on one. */
export interface Cut {
    readonly bytes: Uint8Array;
    /** How many of them precede the first byte of encoded text. */
    readonly lead: number;
    /** Index of that byte in the text. */
    readonly index: number;
}
/**
 * The parts of an encoded text that remain when a line ends in it.
 * @param text encoded text, one byte for each character
 * @param from index of the first place where a line may end
 * @param step characters from one such place to the next
 */
export declare function cutsOf(text: string, from: number, step: number): Cut[];
