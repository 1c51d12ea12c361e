/** Text that occurs wherever base64 of a container does. */
export interface PackedText {
    readonly text: string;
    /** Its characters before the base64. */
    readonly lead: number;
    /** Number (modulo 4) of the first character of base64 within its group of four. */
    readonly phase: number;
}
/** @param inBase64 returns the base64 of a text at each alignment */
export declare function packedTexts(inBase64: (text: string) => readonly {
    readonly text: string;
    readonly phase: number;
}[]): PackedText[];
