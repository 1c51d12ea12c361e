/** A text that stands where base64 of a container does. */
export interface PackedText {
    readonly text: string;
    /** Characters of it before the base64. */
    readonly lead: number;
    /** Number (modulo 4) of the first character of base64 within its group of four. */
    readonly phase: number;
}
/** @param inBase64 how a text reads in base64 at each alignment */
export declare function packedTexts(inBase64: (text: string) => readonly {
    readonly text: string;
    readonly phase: number;
}[]): PackedText[];
